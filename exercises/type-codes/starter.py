from multiprocessing import Process, Value


def store(cell, value: int | float) -> None:
    cell.value = value


def roundtrip(code: str, value: int | float) -> int | float:
    cell = Value("i", 0)
    child = Process(target=store, args=(cell, value))
    child.start()
    child.join()
    return cell.value
