from multiprocessing import Lock, Process, Value


def work(counter, lock, n):
    for _ in range(n):
        with lock:
            counter.value += 1


def count(n_procs, n):
    counter = Value("i", 0)
    lock = Lock()
    processes = [Process(target=work, args=(counter, lock, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
