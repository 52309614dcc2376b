import os
from threading import Thread


def report(found):
    found.append(os.getpid())


def pids(n):
    found = []
    threads = [Thread(target=report, args=(found,)) for _ in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
