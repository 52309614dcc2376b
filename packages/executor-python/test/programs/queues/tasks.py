# equal
"""join() waits until every task is done."""

from multiprocessing import JoinableQueue, Process, RawValue


def work(queue, done):
    for _ in range(2):
        done.value += queue.get()
        queue.task_done()


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    queue, done = JoinableQueue(), RawValue("i", 0)
    queue.join()
    process = Process(target=work, args=(queue, done))
    process.start()
    queue.put(1)
    queue.put(2)
    queue.join()
    seen = done.value
    process.join()
    return seen, tried(queue.task_done)
