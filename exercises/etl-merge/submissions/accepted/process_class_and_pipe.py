from collections import defaultdict
from multiprocessing import Pipe, Process


class Adder(Process):
    def __init__(self, records):
        super().__init__()
        self.records = records
        self.inbox, self.outbox = Pipe(duplex=False)

    def run(self):
        mine = defaultdict(int)
        for key, amount in self.records:
            mine[key] += amount
        self.outbox.send(dict(mine))


def totals(records, n_procs):
    adders = [Adder(records[p::n_procs]) for p in range(n_procs)]
    for adder in adders:
        adder.start()
    result = defaultdict(int)
    for adder in adders:
        for key, amount in adder.inbox.recv().items():
            result[key] += amount
    for adder in adders:
        adder.join()
    return dict(result)
