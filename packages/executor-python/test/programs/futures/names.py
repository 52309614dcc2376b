# equal
"""Workers are no daemons, and have the names of the start method's processes."""

import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor


def look():
    process = mp.current_process()
    return process.name, process.daemon, mp.parent_process().name


def run():
    with ProcessPoolExecutor(1) as executor:
        return executor.submit(look).result()
