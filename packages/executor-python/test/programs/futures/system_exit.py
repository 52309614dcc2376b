# equal
"""SystemExit in a call is its exception, and the worker goes on."""

import sys
from concurrent.futures import ProcessPoolExecutor


def run():
    with ProcessPoolExecutor(1) as executor:
        error = executor.submit(sys.exit, 3).exception()
        return repr(error), executor.submit(abs, -1).result()
