import multiprocessing


class Storer(multiprocessing.Process):
    def __init__(self, cell, value):
        super().__init__()
        self.cell = cell
        self.number = value

    def run(self):
        with self.cell.get_lock():
            self.cell.get_obj().value = self.number


def roundtrip(code, value):
    storer = Storer(multiprocessing.Value(code), value)
    storer.start()
    storer.join()
    with storer.cell.get_lock():
        return storer.cell.get_obj().value
