# The parent reads as soon as the child says that it is done.
from multiprocessing import Array, Event, Manager, Process, Value


def change(done, items, mapping, number):
    with items.get_lock():
        items[0] = 42
    mapping["key"] = "value"
    number.value = 100
    done.set()


def modify(items, mapping, number):
    done = Event()
    numbers = Array("l", items)
    value = Value("l", number, lock=False)
    with Manager() as manager:
        texts = manager.dict()
        texts.update(mapping)
        child = Process(target=change, args=(done, numbers, texts, value))
        child.start()
        done.wait()
        result = numbers[:], dict(texts.items()), value.value
        child.join()
    return result
