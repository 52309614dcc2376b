from multiprocessing import Process, Queue


def work(results, size):
    results.put(bytes(size))


def gather(n_procs, size):
    results = Queue()
    processes = [Process(target=work, args=(results, size)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    lengths = []
    for process in processes[1:]:
        process.join()
        lengths.append(len(results.get()))
    lengths += [len(results.get()) for _ in processes[:1]]
    return sorted(lengths)
