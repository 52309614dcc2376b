import multiprocessing


class Counter(multiprocessing.Process):
    def __init__(self, total, lock, times):
        super().__init__()
        self.total = total
        self.lock = lock
        self.times = times

    def run(self):
        for _ in range(self.times):
            self.lock.acquire()
            try:
                self.total.value = self.total.value + 1
            finally:
                self.lock.release()


def count(n_procs, n):
    # The Value's own lock is not needed beside this one.
    total = multiprocessing.Value("q", 0, lock=False)
    lock = multiprocessing.Lock()
    counters = [Counter(total, lock, n) for _ in range(n_procs)]
    for counter in counters:
        counter.start()
    for counter in counters:
        counter.join()
    return total.value
