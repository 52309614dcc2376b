# equal
"""wait_for() on a manager's condition, and the conditions' rules."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def consumer(condition, box, q):
    with condition:
        condition.wait_for(lambda: len(box) > 0)
        q.put(box.pop())


def run():
    with mp.Manager() as m:
        condition, box, q = m.Condition(), m.list(), m.Queue()
        child = mp.Process(target=consumer, args=(condition, box, q))
        child.start()
        with condition:
            box.append(7)
            condition.notify()
        child.join()
        return [q.get(), tried(condition.notify), tried(condition.wait), tried(condition.release)]
