from multiprocessing import Process, Value


def work(counter, n):
    for _ in range(n):
        with counter.get_lock():
            current = counter.value
        counter.value = current + 1


def count(n_procs, n):
    counter = Value("i", 0)
    processes = [Process(target=work, args=(counter, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
