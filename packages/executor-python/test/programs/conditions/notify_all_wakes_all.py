# equal
"""notify_all wakes two who wait for one flag."""

from multiprocessing import Condition, Process, RawValue, Semaphore


def wait(condition, flag, done):
    with condition:
        condition.wait_for(lambda: flag.value)
    done.release()


def run():
    condition = Condition()
    flag = RawValue("b", 0)
    done = Semaphore(0)
    processes = [Process(target=wait, args=(condition, flag, done)) for _ in range(2)]
    for process in processes:
        process.start()
    with condition:
        flag.value = 1
        condition.notify_all()
    for process in processes:
        process.join()
    return done.get_value()
