# A SimpleQueue has no feeder thread: its put returns when the item is in the pipe.
import multiprocessing


class Task(multiprocessing.Process):
    def __init__(self, number, results):
        super().__init__(name=f"task {number}")
        self.number = number
        self.results = results

    def run(self):
        self.results.put({self.number: self.number**2})


def square_all(n_tasks):
    results = multiprocessing.SimpleQueue()
    tasks = [Task(number, results) for number in range(n_tasks)]
    for task in tasks:
        task.start()
    squares = {}
    while len(squares) < n_tasks:
        squares |= results.get()
    for task in tasks:
        task.join()
    results.close()
    return squares
