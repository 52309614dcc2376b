# equal
"""Who waits for an event goes on when it is set, and sees what was done before."""

from multiprocessing import Event, Process, RawValue


def prepare(event, box):
    box.value = 5
    event.set()


def run():
    event = Event()
    box = RawValue("i", 0)
    process = Process(target=prepare, args=(event, box))
    process.start()
    woken = event.wait()
    seen = box.value
    process.join()
    return woken, seen
