from multiprocessing import Process


def work(size):
    bytes(size)


def gather(n_procs, size):
    processes = [Process(target=work, args=(size,)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [size] * n_procs
