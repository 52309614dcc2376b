# equal
"""Callbacks run once, in the order in which they were added, at once when the future is done."""

from concurrent.futures import ProcessPoolExecutor


def run():
    seen = []
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(abs, -4)
        future.add_done_callback(lambda done: seen.append(done.result()))
        future.add_done_callback(lambda done: seen.append("second"))
    future.add_done_callback(lambda done: seen.append("third"))
    return seen
