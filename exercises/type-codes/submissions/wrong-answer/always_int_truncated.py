from multiprocessing import Process, Value


def store(cell, value):
    cell.value = int(value)


def roundtrip(code, value):
    cell = Value("i")
    child = Process(target=store, args=(cell, value))
    child.start()
    child.join()
    return cell.value
