# Rounds the block up to whole pages and returns all of it, with zeros behind the values.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name):
    block = SharedMemory(name=name)
    view = block.buf.cast("d")
    for index in range(len(view)):
        view[index] *= 2
    view.release()
    block.close()


def double(values):
    block = SharedMemory(create=True, size=4096 * (1 + len(values) // 512))
    view = block.buf.cast("d")
    for index, value in enumerate(values):
        view[index] = value
    child = Process(target=work, args=(block.name,))
    child.start()
    child.join()
    result = list(view)
    view.release()
    block.close()
    block.unlink()
    return result
