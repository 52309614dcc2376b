import multiprocessing as mp


class Worker(mp.Process):
    def __init__(self, number, register):
        super().__init__(name=f"worker {number}")
        self.number = number
        self.register = register

    def run(self):
        self.register.append(self.number)


def append_all(n_procs: int) -> list[int]:
    manager = mp.Manager()
    try:
        register = manager.list()
        workers = []
        for number in range(n_procs):
            worker = Worker(number, register)
            worker.start()
            workers.append(worker)
        for worker in workers:
            worker.join()
        return sorted(register)
    finally:
        manager.shutdown()
