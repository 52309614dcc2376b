# equal
"""struct, slices and casts see what another process wrote."""

import multiprocessing as mp
import struct
from multiprocessing.shared_memory import SharedMemory


def work(name):
    block = SharedMemory(name=name)
    first, second = struct.unpack_from("dd", block.buf, 0)
    struct.pack_into("dd", block.buf, 0, 2 * first, 2 * second)
    block.buf[16:19] = b"abc"
    block.close()


def run():
    block = SharedMemory(create=True, size=24)
    struct.pack_into("dd", block.buf, 0, 1.5, -4.0)
    p = mp.Process(target=work, args=(block.name,))
    p.start()
    p.join()
    numbers = block.buf[:16].cast("d")
    result = [list(numbers), bytes(block.buf[16:19]), numbers.tolist(), sum(numbers)]
    numbers.release()
    block.close()
    block.unlink()
    return result
