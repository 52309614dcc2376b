# The last process takes the remainder too; one slice assignment writes a whole part.
import multiprocessing


class Filler(multiprocessing.Process):
    def __init__(self, cells, part, start):
        super().__init__()
        self.cells = cells
        self.part = part
        self.start_value = start

    def run(self):
        values = [self.start_value + i for i in range(self.part.start, self.part.stop)]
        self.cells[self.part] = values


def fill(n_procs, size, start):
    cells = multiprocessing.Array("d", size)
    length = size // n_procs
    fillers = []
    for p in range(n_procs):
        end = size if p == n_procs - 1 else (p + 1) * length
        fillers.append(Filler(cells, slice(p * length, end), start))
    for filler in fillers:
        filler.start()
    for filler in fillers:
        filler.join()
    return cells[:]
