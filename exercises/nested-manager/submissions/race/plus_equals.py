from multiprocessing import Manager, Process


def work(shared, pairs):
    for key, value in pairs:
        shared.setdefault(key, [])
        shared[key] += [value]


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        processes = [Process(target=work, args=(shared, pairs[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return {key: sorted(values) for key, values in shared.items()}
