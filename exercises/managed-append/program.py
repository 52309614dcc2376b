from multiprocessing import Manager, Process
from multiprocessing.managers import ListProxy


def append(shared: ListProxy, i: int) -> None:
    shared.append(i)


def append_both() -> list[int]:
    with Manager() as manager:
        shared = manager.list()
        children = [Process(target=append, args=(shared, i)) for i in range(2)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        return shared[:]
