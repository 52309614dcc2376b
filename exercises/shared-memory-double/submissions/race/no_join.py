# Reads the block while the child may still be at work.
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
    child = Process(target=work, args=(block.name, len(values)))
    child.start()
    result = list(view)
    child.join()
    view.release()
    block.close()
    block.unlink()
    return result
