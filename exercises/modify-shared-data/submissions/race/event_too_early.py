# The child says that it is done before the last change.
from multiprocessing import Array, Event, Manager, Process, Value


def change(done, items, mapping, number):
    items[0] = 42
    mapping["key"] = "value"
    done.set()
    number.value = 100


def modify(items, mapping, number):
    done = Event()
    shared_items = Array("i", items)
    shared_number = Value("i", number)
    with Manager() as manager:
        shared_mapping = manager.dict(mapping)
        child = Process(target=change, args=(done, shared_items, shared_mapping, shared_number))
        child.start()
        done.wait()
        result = list(shared_items), dict(shared_mapping), shared_number.value
        child.join()
        return result
