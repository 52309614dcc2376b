from multiprocessing import Process, Value


def work(counter, n):
    for _ in range(n):
        with counter.get_lock():
            counter.value += 1


def count(n_procs, n):
    counter = Value("i", 0)
    processes = [Process(target=work, args=(counter, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    return counter.value
