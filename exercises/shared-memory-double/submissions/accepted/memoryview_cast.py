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
    length = len(values)
    block = SharedMemory(create=True, size=8 * length)
    try:
        view = block.buf[: 8 * length].cast("d")
        for index, value in enumerate(values):
            view[index] = value
        child = Process(target=work, args=(block.name, length))
        child.start()
        child.join()
        result = list(view)
        view.release()
        return result
    finally:
        block.close()
        block.unlink()
