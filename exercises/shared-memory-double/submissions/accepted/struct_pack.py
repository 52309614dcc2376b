# The block itself goes to the child: forked processes share the mapping.
import struct
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def work(block, length):
    for offset in range(0, 8 * length, 8):
        (value,) = struct.unpack_from("<d", block.buf, offset)
        struct.pack_into("<d", block.buf, offset, value + value)
    block.close()


def double(values):
    block = SharedMemory(create=True, size=8 * len(values))
    struct.pack_into(f"<{len(values)}d", block.buf, 0, *values)
    child = Process(target=work, args=(block, len(values)))
    child.start()
    child.join()
    result = list(struct.unpack_from(f"<{len(values)}d", block.buf, 0))
    block.close()
    block.unlink()
    return result
