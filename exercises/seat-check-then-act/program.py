from multiprocessing import Manager, Process
from multiprocessing.managers import DictProxy, ListProxy


def take(seats: DictProxy, told_yes: ListProxy, me: int) -> None:
    if "A1" not in seats:
        seats["A1"] = me
        told_yes.append(me)


def reserve() -> list[int]:
    with Manager() as manager:
        seats = manager.dict()
        told_yes = manager.list()
        clients = [Process(target=take, args=(seats, told_yes, i)) for i in range(2)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return sorted(told_yes[:])
