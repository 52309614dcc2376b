from multiprocessing import Process, Value


def work(counter, n: int) -> None:
    for _ in range(n):
        # The value locks itself, so nothing can go wrong here. Or can it?
        counter.value += 1


def count(n_procs: int, n: int) -> int:
    counter = Value("i", 0)
    processes = [Process(target=work, args=(counter, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
