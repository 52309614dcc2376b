from multiprocessing import Manager, Pool


def work(owner, lock, seats, me):
    got = []
    for seat in seats:
        with lock:
            if seat in owner:
                continue
            owner[seat] = me
        got.append(seat)
    return got


def reserve(seats, n_clients):
    with Manager() as manager:
        owner = manager.dict()
        lock = manager.Lock()
        with Pool(n_clients) as pool:
            answers = pool.starmap(work, [(owner, lock, seats, c) for c in range(n_clients)])
            pool.close()
            pool.join()
    return {seat: [c for c, got in enumerate(answers) if seat in got] for seat in seats}
