from multiprocessing import Value
from threading import Thread


def store(cell, value):
    cell.value = value


def roundtrip(code, value):
    cell = Value(code)
    thread = Thread(target=store, args=(cell, value))
    thread.start()
    thread.join()
    return cell.value
