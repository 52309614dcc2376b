# subset
"""An event that is set and cleared at once: the waiter may see it, miss it, or wake and find it cleared."""

from multiprocessing import Event, Process


def pulse(event):
    event.set()
    event.clear()


def run():
    event = Event()
    process = Process(target=pulse, args=(event,))
    process.start()
    woken = event.wait()
    process.join()
    return woken
