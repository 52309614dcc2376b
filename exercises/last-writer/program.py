from multiprocessing import Array, Process


def work(pair, number: int) -> None:
    pair[0] = number
    pair[1] = number


def write() -> tuple[int, int]:
    pair = Array("i", 2)
    children = [Process(target=work, args=(pair, number)) for number in (1, 2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return pair[0], pair[1]
