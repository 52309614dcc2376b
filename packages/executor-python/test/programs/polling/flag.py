# equal
"""The parent looks at a flag until a child has set it."""

import multiprocessing as mp
import time


def work(flag, value):
    value.value = 42
    flag.value = 1


def run():
    flag, value = mp.Value("i", 0), mp.Value("i", 0)
    p = mp.Process(target=work, args=(flag, value))
    p.start()
    while not flag.value:
        time.sleep(0.001)
    seen = value.value
    p.join()
    return seen
