# Long enough on every quiet machine. Only the explored runs show that the parent may read the 0.
import time
from multiprocessing import Process, Value


def store(cell, value):
    cell.value = value


def roundtrip(code, value):
    cell = Value(code)
    Process(target=store, args=(cell, value)).start()
    time.sleep(0.2)
    return cell.value
