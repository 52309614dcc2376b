# equal
"""An initializer that raises breaks the executor."""

from concurrent.futures import BrokenExecutor, ProcessPoolExecutor


def begin():
    raise ValueError("no")


def run():
    with ProcessPoolExecutor(1, initializer=begin) as executor:
        try:
            return executor.submit(abs, 1).result()
        except BrokenExecutor as error:
            return type(error).__name__
