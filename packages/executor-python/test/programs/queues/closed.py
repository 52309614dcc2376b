# equal
"""A queue that this process closed refuses; others may go on."""

from multiprocessing import Process, Queue, SimpleQueue


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error).split(" object at ")[0]


def run():
    queue, unused, simple = Queue(), Queue(), SimpleQueue()
    seen = [tried(queue.join_thread), queue.put(1), queue.close(), queue.close(), tried(queue.put, 2), tried(queue.get)]
    seen += [queue.join_thread(), queue.join_thread(), tried(queue.empty), queue.qsize(), queue.full()]
    seen += [unused.close(), unused.join_thread(), unused.empty(), tried(unused.get_nowait)]
    process = Process(target=unused.put, args=(4,))
    process.start()
    process.join()
    simple.put(1)
    simple.close()
    seen += [unused.qsize(), tried(simple.get), tried(simple.put, 2), tried(simple.empty), simple.close()]
    return seen
