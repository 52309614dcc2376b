from multiprocessing import Process, Queue


def work(results, size):
    results.put(len(bytes(size)))


def gather(n_procs, size):
    results = Queue()
    processes = [Process(target=work, args=(results, size)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    lengths = sorted(results.get() for _ in processes)
    for process in processes:
        process.join()
    return [len(length) for length in lengths]
