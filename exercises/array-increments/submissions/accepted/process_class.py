import multiprocessing as mp


class Adder(mp.Process):
    def __init__(self, numbers, lock, amount):
        super().__init__()
        self.numbers = numbers
        self.lock = lock
        self.amount = amount

    def run(self):
        for i, _ in enumerate(self.numbers):
            self.lock.acquire()
            try:
                self.numbers[i] = self.numbers[i] + self.amount
            finally:
                self.lock.release()


def bump(n_procs, size, amount):
    numbers = mp.Array("i", [0] * size, lock=False)
    lock = mp.Lock()
    adders = [Adder(numbers, lock, amount) for _ in range(n_procs)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    return [number for number in numbers]
