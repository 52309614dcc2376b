# A partial is sent as its function's name and its arguments.
from functools import partial
from multiprocessing import get_context


def power_plus(n, exponent, constant):
    return n**exponent + constant


def apply_all(numbers, n_workers):
    with get_context("spawn").Pool(min(n_workers, max(1, len(numbers)))) as pool:
        task = partial(power_plus, exponent=2, constant=1)
        waiting = [pool.apply_async(task, (n,)) for n in numbers]
        return [result.get() for result in waiting]
