from multiprocessing import Manager, Process
from multiprocessing.managers import DictProxy


def append(shared: DictProxy) -> None:
    shared["plain"].append(1)
    shared["managed"].append(1)


def append_to_both() -> tuple[list[int], list[int]]:
    with Manager() as manager:
        shared = manager.dict()
        shared["plain"] = []
        shared["managed"] = manager.list()
        child = Process(target=append, args=(shared,))
        child.start()
        child.join()
        return shared["plain"], shared["managed"][:]
