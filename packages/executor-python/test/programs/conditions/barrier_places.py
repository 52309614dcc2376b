# equal
"""Each party gets another place; the action runs once for each round."""

from multiprocessing import Barrier, Process, RawValue, SimpleQueue


def meet(barrier, out):
    out.put(barrier.wait())


def run():
    rounds = RawValue("i", 0)

    def count():
        rounds.value += 1

    barrier = Barrier(2, count)
    out = SimpleQueue()
    process = Process(target=meet, args=(barrier, out))
    process.start()
    mine = barrier.wait()
    process.join()
    return sorted([mine, out.get()]), rounds.value, barrier.n_waiting, barrier.broken, barrier.parties
