from multiprocessing import Process, Value


def work(counter, n):
    for _ in range(n):
        with counter.get_lock():
            counter.value += 1


def count(n_procs, n):
    counter = Value("i", 0)
    for _ in range(n_procs):
        process = Process(target=work, args=(counter, n))
        process.start()
        process.join()
    return counter.value
