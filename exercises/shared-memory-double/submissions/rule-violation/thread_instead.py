# Shared memory and a second worker, but the worker is a thread.
from multiprocessing.shared_memory import SharedMemory
from threading import Thread


def work(block, length):
    view = block.buf[: 8 * length].cast("d")
    for index in range(length):
        view[index] *= 2
    view.release()


def double(values):
    block = SharedMemory(create=True, size=8 * len(values))
    view = block.buf[: 8 * len(values)].cast("d")
    for index, value in enumerate(values):
        view[index] = value
    thread = Thread(target=work, args=(block, len(values)))
    thread.start()
    thread.join()
    result = list(view)
    view.release()
    block.close()
    block.unlink()
    return result
