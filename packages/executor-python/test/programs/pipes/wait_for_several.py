# equal
"""connection.wait with connections, a queue's reader and a sentinel."""

from multiprocessing import Pipe, Process, Queue
from multiprocessing.connection import wait


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__


def run():
    reader, writer = Pipe(False)
    queue = Queue()
    things = [reader, queue._reader]
    seen = [wait(things, 0), wait(things, 0.001), wait([], 0)]
    process = Process(target=queue.put, args=(1,))
    process.start()
    process.join()
    writer.send(2)
    ready = wait([process.sentinel, *things])
    seen.append([thing == process.sentinel or things.index(thing) for thing in ready])
    seen += [tried(wait, [3.5]), tried(wait, [reader, reader]), tried(wait, [process])]
    reader.close()
    return [*seen, tried(wait, [reader], 0), queue.get()]
