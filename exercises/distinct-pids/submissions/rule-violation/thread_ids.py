from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, get_native_id


def pids(n):
    if n == 0:
        return []
    everyone = Barrier(n)

    def report(_):
        everyone.wait()
        return get_native_id()

    with ThreadPoolExecutor(n) as executor:
        return list(executor.map(report, range(n)))
