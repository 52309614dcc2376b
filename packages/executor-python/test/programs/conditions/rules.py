# equal
"""What a condition refuses, and waits that nobody ends."""

from multiprocessing import Condition, Lock


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    condition = Condition()
    over_lock = Condition(Lock())
    seen = [
        tried(condition.wait),
        tried(condition.notify),
        tried(condition.notify_all),
        tried(lambda: Condition(5)),
    ]
    with condition, condition, over_lock:
        seen += [
            condition.wait(0.001),
            condition.wait(0),
            condition.wait_for(lambda: 0, 0.001),
            condition.wait_for(lambda: "", -1),
            condition.wait_for(lambda: "yes"),
            condition.notify(),
            condition.notify(0),
            condition.notify_all(),
            over_lock.wait(0.001),
            over_lock.acquire(False),
        ]
    return [*seen, tried(condition.release), tried(over_lock.release)]
