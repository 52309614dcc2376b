from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name: str, length: int) -> None:
    block = SharedMemory(name=name)
    view = block.buf[: 8 * length].cast("d")
    values = list(view)
    values = [2 * value for value in values]
    view.release()
    block.close()


def double(values: list[float]) -> list[float]:
    block = SharedMemory(create=True, size=8 * len(values))
    view = block.buf[: 8 * len(values)].cast("d")
    for index, value in enumerate(values):
        view[index] = value
    child = Process(target=work, args=(block.name, len(values)))
    child.start()
    child.join()
    result = list(view)
    view.release()
    block.close()
    block.unlink()
    return result
