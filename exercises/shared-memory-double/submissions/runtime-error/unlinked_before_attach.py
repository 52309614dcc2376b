# The name is gone before the child looks for it: the child fails.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name, length):
    block = SharedMemory(name=name)
    view = block.buf[: 8 * length].cast("d")
    for index in range(length):
        view[index] *= 2
    view.release()
    block.close()


def double(values):
    block = SharedMemory(create=True, size=8 * len(values))
    view = block.buf[: 8 * len(values)].cast("d")
    for index, value in enumerate(values):
        view[index] = value
    name = block.name
    block.unlink()
    child = Process(target=work, args=(name, len(values)))
    child.start()
    child.join()
    result = list(view)
    view.release()
    block.close()
    return result
