from multiprocessing import Process, Queue


def work(results, size):
    results.put(bytes(size))


def gather(n_procs, size):
    results = Queue()
    processes = [Process(target=work, args=(results, size)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    lengths = []
    for process in processes:
        lengths.append(len(results.get()))
        process.terminate()
        process.join()
    return sorted(lengths)
