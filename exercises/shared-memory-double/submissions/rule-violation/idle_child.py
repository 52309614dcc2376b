# The child attaches and leaves; the parent doubles what it reads.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name):
    block = SharedMemory(name=name)
    block.close()


def double(values):
    block = SharedMemory(create=True, size=8 * len(values))
    view = block.buf[: 8 * len(values)].cast("d")
    for index, value in enumerate(values):
        view[index] = value
    child = Process(target=work, args=(block.name,))
    child.start()
    child.join()
    result = [2 * value for value in view]
    view.release()
    block.close()
    block.unlink()
    return result
