# equal
"""An event in one process."""

from multiprocessing import Event


def run():
    event = Event()
    return [
        event.is_set(),
        event.wait(0),
        event.wait(0.001),
        event.set(),
        event.set(),
        event.is_set(),
        event.wait(),
        event.wait(0),
        event.clear(),
        event.clear(),
        event.is_set(),
        repr(event).endswith(" unset>"),
    ]
