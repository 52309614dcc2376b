# Who unlinks is a matter of agreement: here it is the child. The parent's mapping stays valid until it closes.
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(name, length):
    block = SharedMemory(name=name)
    with block.buf[: 8 * length].cast("d") as view:
        for index, value in enumerate(view):
            view[index] = 2 * value
    block.close()
    block.unlink()


def double(values):
    block = SharedMemory(create=True, size=8 * len(values))
    with block.buf[: 8 * len(values)].cast("d") as view:
        for index, value in enumerate(values):
            view[index] = value
        child = Process(target=work, args=(block.name, len(values)))
        child.start()
        child.join()
        result = view.tolist()
    block.close()
    return result
