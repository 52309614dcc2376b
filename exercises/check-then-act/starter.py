from multiprocessing import Manager, Process


def work(owner: dict[str, int], told: list[tuple[str, int]], seats: list[str], me: int) -> None:
    for seat in seats:
        if seat not in owner:
            owner[seat] = me
            told.append((seat, me))


def reserve(seats: list[str], n_clients: int) -> dict[str, list[int]]:
    with Manager() as manager:
        owner = manager.dict()
        told = manager.list()
        processes = [Process(target=work, args=(owner, told, seats, c)) for c in range(n_clients)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        result: dict[str, list[int]] = {seat: [] for seat in seats}
        for seat, client in list(told):
            result[seat].append(client)
        return result
