from multiprocessing import Manager, Pool


def add(shared, lock, pairs):
    for key, value in pairs:
        with lock:
            if key in shared:
                shared[key] += [value]
            else:
                shared[key] = [value]


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        lock = manager.Lock()
        with Pool(n_procs) as pool:
            pool.starmap(add, [(shared, lock, pairs[p::n_procs]) for p in range(n_procs)], chunksize=1)
        return {key: sorted(values) for key, values in dict(shared).items()}
