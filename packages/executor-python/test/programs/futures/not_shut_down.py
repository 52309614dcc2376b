# equal
"""An executor that nobody shuts down ends with the process."""

from concurrent.futures import ProcessPoolExecutor


def run():
    executor = ProcessPoolExecutor(2)
    return executor.submit(abs, -1).result()
