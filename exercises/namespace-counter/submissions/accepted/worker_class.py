import multiprocessing as mp


class Drawer(mp.Process):
    def __init__(self, ns, values, guard):
        super().__init__()
        self.ns = ns
        self.values = values
        self.guard = guard

    def run(self):
        self.values.append(self.draw())

    def draw(self):
        self.guard.acquire()
        try:
            self.ns.x += 1
            return self.ns.x
        finally:
            self.guard.release()


def advance(n_procs: int) -> tuple[int, list[int]]:
    manager = mp.Manager()
    try:
        ns = manager.Namespace(x=0)
        values = manager.list()
        guard = mp.RLock()
        drawers = [Drawer(ns, values, guard) for _ in range(n_procs)]
        for drawer in drawers:
            drawer.start()
        for drawer in drawers:
            drawer.join()
        return ns.x, sorted(values)
    finally:
        manager.shutdown()
