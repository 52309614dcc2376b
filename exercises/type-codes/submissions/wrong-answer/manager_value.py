# A Manager's Value keeps any Python object; it takes no notice of the type code.
from multiprocessing import Manager, Process


def store(cell, value):
    cell.value = value


def roundtrip(code, value):
    with Manager() as manager:
        cell = manager.Value(code, 0)
        child = Process(target=store, args=(cell, value))
        child.start()
        child.join()
        return cell.value
