from multiprocessing import Process, Value


def transfer(source, target, amount: int) -> None:
    with source.get_lock():
        with target.get_lock():
            source.value -= amount
            target.value += amount


def settle() -> tuple[int, int]:
    mine, yours = Value("i", 10), Value("i", 10)
    there = Process(target=transfer, args=(mine, yours, 3))
    back = Process(target=transfer, args=(yours, mine, 1))
    there.start()
    back.start()
    there.join()
    back.join()
    return mine.value, yours.value
