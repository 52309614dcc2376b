# subset
"""The parent looks three times and then gives up."""

import multiprocessing as mp


def work(flag):
    flag.value = 1


def run():
    flag = mp.Value("i", 0)
    p = mp.Process(target=work, args=(flag,))
    p.start()
    seen = False
    for _ in range(3):
        if flag.value:
            seen = True
            break
    p.join()
    return seen
