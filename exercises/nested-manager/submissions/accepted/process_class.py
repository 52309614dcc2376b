# Groups on its own first, and merges key by key under the Manager's lock.
import multiprocessing as mp


class Grouper(mp.Process):
    def __init__(self, shared, lock, pairs):
        super().__init__()
        self.shared = shared
        self.lock = lock
        self.pairs = pairs

    def run(self):
        mine = {}
        for key, value in self.pairs:
            mine.setdefault(key, []).append(value)
        for key, values in mine.items():
            self.lock.acquire()
            try:
                self.shared[key] = self.shared.get(key, []) + values
            finally:
                self.lock.release()


def group(pairs, n_procs):
    manager = mp.Manager()
    try:
        shared = manager.dict()
        lock = manager.Lock()
        groupers = [Grouper(shared, lock, pairs[p::n_procs]) for p in range(n_procs)]
        for grouper in groupers:
            grouper.start()
        for grouper in groupers:
            grouper.join()
        result = shared.copy()
    finally:
        manager.shutdown()
    for values in result.values():
        values.sort()
    return result
