from multiprocessing import Process, Value


def store(cell, value):
    cell.value = value


def roundtrip(code, value):
    cell = Value(0, code)
    child = Process(target=store, args=(cell, value))
    child.start()
    child.join()
    return cell.value
