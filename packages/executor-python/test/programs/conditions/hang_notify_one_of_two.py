# subset
"""One notification for two who may be waiting by then."""

from multiprocessing import Condition, Process, RawValue


def wait(condition, flag):
    with condition:
        condition.wait_for(lambda: flag.value)


def run():
    condition = Condition()
    flag = RawValue("b", 0)
    processes = [Process(target=wait, args=(condition, flag)) for _ in range(2)]
    for process in processes:
        process.start()
    with condition:
        flag.value = 1
        condition.notify()
    for process in processes:
        process.join()
    return "ended"
