# equal
"""multiprocessing.sharedctypes: synchronized, copy, and what is not shared."""

from multiprocessing import Process, RawValue, sharedctypes


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def change(wrapped, twin):
    wrapped.value += 1
    wrapped.note = "not shared"
    twin.value = 9


def run():
    raw = RawValue("i", 4)
    wrapped = sharedctypes.synchronized(raw)
    twin = sharedctypes.copy(raw)
    process = Process(target=change, args=(wrapped, twin))
    process.start()
    process.join()
    return [
        raw.value,
        wrapped.value,
        twin.value,
        hasattr(wrapped, "note"),
        bool(RawValue("i", 0)),
        tried(sharedctypes.synchronized, wrapped),
        tried(sharedctypes.copy, wrapped),
    ]
