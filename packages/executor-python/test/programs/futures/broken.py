# equal
"""A worker that ends breaks the executor: BrokenProcessPool for what was submitted, and for what comes."""

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def run():
    seen = []
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(os._exit, 1)
        try:
            future.result()
        except BrokenProcessPool as error:
            seen.append(str(error))
        try:
            executor.submit(abs, 1)
        except BrokenProcessPool as error:
            seen.append(str(error))
        return seen
