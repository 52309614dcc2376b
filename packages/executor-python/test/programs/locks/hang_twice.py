# equal
"""A lock that isn't recursive is taken twice."""

from multiprocessing import Lock


def run():
    lock = Lock()
    with lock:
        with lock:
            return "never"
