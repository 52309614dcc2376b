from multiprocessing import Manager, Process
from multiprocessing.managers import Namespace


def increment(shared: Namespace) -> None:
    shared.x += 1


def count() -> int:
    with Manager() as manager:
        shared = manager.Namespace(x=0)
        children = [Process(target=increment, args=(shared,)) for _ in range(2)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        return shared.x
