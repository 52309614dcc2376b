from multiprocessing import Process, Queue


def work(results, size):
    results.put(bytes(size))


def gather(n_procs, size):
    results = Queue()
    for _ in range(n_procs):
        process = Process(target=work, args=(results, size))
        process.start()
        process.join()
    return sorted(len(results.get()) for _ in range(n_procs))
