from multiprocessing import Manager, Process


def work(shared, records):
    for key, amount in records:
        shared[key] = shared.get(key, 0) + amount


def totals(records, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        processes = [Process(target=work, args=(shared, records[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return dict(shared)
