# The child ends with the lock in its hands.
from multiprocessing import Process, Value


def store(cell, value):
    cell.get_lock().acquire()
    cell.value = value


def roundtrip(code, value):
    cell = Value(code)
    child = Process(target=store, args=(cell, value))
    child.start()
    child.join()
    return cell.value
