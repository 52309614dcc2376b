from multiprocessing import Manager, Process


def work(owner, told, seats, me):
    for seat in seats:
        if owner.get(seat) is None:
            owner[seat] = me
            told.append((seat, me))


def reserve(seats, n_clients):
    with Manager() as manager:
        owner = manager.dict()
        told = manager.list()
        processes = [Process(target=work, args=(owner, told, seats, c)) for c in range(n_clients)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        result = {seat: [] for seat in seats}
        for seat, client in list(told):
            result[seat].append(client)
        return result
