# The Value is made in the child; the parent reads one of its own.
from multiprocessing import Process, Value


def store(code, value):
    cell = Value(code)
    cell.value = value


def roundtrip(code, value):
    cell = Value(code)
    child = Process(target=store, args=(code, value))
    child.start()
    child.join()
    return cell.value
