# equal
"""Nobody sets the flag: the process goes round for ever."""

import multiprocessing as mp
import time


def run():
    flag = mp.Value("i", 0)
    while not flag.value:
        time.sleep(0.01)
    return 1
