from multiprocessing import Process, Queue


def work(results, size):
    results.put(bytes(size))


def gather(n_procs, size):
    results = Queue()
    processes = [Process(target=work, args=(results, size)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return sorted(len(results.get()) for _ in range(n_procs))
