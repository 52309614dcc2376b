import multiprocessing as mp


class Sender(mp.Process):
    def __init__(self, results, size):
        super().__init__()
        self.results = results
        self.size = size

    def run(self):
        self.results.put(b"x" * self.size)


def gather(n_procs, size):
    results = mp.SimpleQueue()
    senders = [Sender(results, size) for _ in range(n_procs)]
    for sender in senders:
        sender.start()
    lengths = []
    while len(lengths) < n_procs:
        lengths.append(len(results.get()))
    for sender in senders:
        sender.join()
    results.close()
    return sorted(lengths)
