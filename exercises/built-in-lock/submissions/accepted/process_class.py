import multiprocessing as mp


class Counter(mp.Process):
    def __init__(self, total, times):
        super().__init__()
        self.total = total
        self.times = times

    def run(self):
        lock = self.total.get_lock()
        for _ in range(self.times):
            lock.acquire()
            try:
                self.total.value = self.total.value + 1
            finally:
                lock.release()


def count(n_procs, n):
    total = mp.Value("q", 0)
    counters = [Counter(total, n) for _ in range(n_procs)]
    for counter in counters:
        counter.start()
    for counter in counters:
        counter.join()
    return total.value
