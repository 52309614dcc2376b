# equal
"""What a block refuses, and what is left of it when it is closed."""

from multiprocessing.shared_memory import SharedMemory


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__


def run():
    seen = [
        tried(lambda: SharedMemory(create=True, size=0)),
        tried(lambda: SharedMemory(create=True, size=-1)),
        tried(lambda: SharedMemory()),
        tried(lambda: SharedMemory(name="lockstep_no_such_block")),
    ]
    block = SharedMemory(create=True, size=16)
    again = SharedMemory(name=block.name)
    again.buf[3] = 7
    seen += [block.buf[3], block.size >= 16, block.name == again.name]
    again.close()
    seen += [again.buf is None, tried(lambda: again.buf[0])]
    seen.append(tried(lambda: SharedMemory(name=block.name, create=True, size=16)))
    view = block.buf[:4]
    seen.append(tried(block.close))
    view.release()
    block.close()
    block.unlink()
    seen.append(tried(block.unlink))
    return seen
