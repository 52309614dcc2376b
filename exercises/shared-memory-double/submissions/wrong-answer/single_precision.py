# Four bytes a value are not enough for a float.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name, length):
    block = SharedMemory(name=name)
    view = block.buf[: 4 * length].cast("f")
    for index in range(length):
        view[index] *= 2
    view.release()
    block.close()


def double(values):
    block = SharedMemory(create=True, size=4 * len(values))
    view = block.buf[: 4 * len(values)].cast("f")
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
