from multiprocessing import Process, Value


def work(counter, n):
    mine = 0
    for _ in range(n):
        mine += 1
    counter.value += mine


def count(n_procs, n):
    counter = Value("i", 0)
    processes = [Process(target=work, args=(counter, n)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
