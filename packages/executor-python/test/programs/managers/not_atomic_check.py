# subset
"""Looking whether a key is there and then setting it are two steps."""

import multiprocessing as mp


def claim(d, name, winners):
    if "owner" not in d:
        d["owner"] = name
        winners.append(name)


def run():
    with mp.Manager() as m:
        d, winners = m.dict(), m.list()
        workers = [mp.Process(target=claim, args=(d, name, winners)) for name in "ab"]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return sorted(winners)
