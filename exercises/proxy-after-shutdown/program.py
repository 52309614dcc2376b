from multiprocessing import Manager, Process
from multiprocessing.managers import DictProxy


def fill(shared: DictProxy) -> None:
    shared["a"] = 1


def collect() -> dict[str, int]:
    with Manager() as manager:
        shared = manager.dict()
        child = Process(target=fill, args=(shared,))
        child.start()
        child.join()
    return dict(shared)
