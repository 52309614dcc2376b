from multiprocessing import Array, Process


def work(numbers, amount: int) -> None:
    for i in range(len(numbers)):
        numbers[i] += amount


def bump(n_procs: int, size: int, amount: int) -> list[int]:
    numbers = Array("i", size)
    processes = [Process(target=work, args=(numbers, amount)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(numbers)
