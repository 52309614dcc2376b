# equal
"""After terminate() a result that was not there yet never comes."""

import multiprocessing as mp


def stuck(_):
    gate.acquire()


gate = None


def run():
    global gate
    gate = mp.Manager().Lock()
    gate.acquire()
    with mp.Pool(1) as pool:
        result = pool.apply_async(stuck, (1,))
    return result.get()
