from multiprocessing import Process, Value


def work():
    pass


def count(n_procs, n):
    counter = Value("i", 0)
    processes = [Process(target=work) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    with counter.get_lock():
        counter.value += n_procs * n
    return counter.value
