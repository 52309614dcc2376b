from multiprocessing import Lock, Manager, Process


def work(owner, told, seats, lock, me):
    for seat in seats:
        lock.acquire()
        if seat not in owner:
            owner[seat] = me
            told.append((seat, me))
            continue
        lock.release()


def reserve(seats, n_clients):
    with Manager() as manager:
        owner = manager.dict()
        told = manager.list()
        lock = Lock()
        processes = [Process(target=work, args=(owner, told, seats, lock, c)) for c in range(n_clients)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        result = {seat: [] for seat in seats}
        for seat, client in list(told):
            result[seat].append(client)
        return result
