import multiprocessing as mp


class Changer(mp.Process):
    def __init__(self):
        super().__init__(name="changer")
        self.inbox = mp.SimpleQueue()
        self.outbox = mp.SimpleQueue()

    def run(self):
        first, *rest = self.inbox.get()
        self.outbox.put(dict(items=[42, *rest], key="value"))


def round_trip(items):
    changer = Changer()
    changer.start()
    try:
        changer.inbox.put(items)
        return changer.outbox.get()
    finally:
        changer.join()
