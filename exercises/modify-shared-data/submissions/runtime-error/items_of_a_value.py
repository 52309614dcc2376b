# A Value holds one number, not a list.
from multiprocessing import Manager, Process, Value


def change(items, mapping, number):
    items.value[0] = 42
    mapping["key"] = "value"
    number.value = 100


def modify(items, mapping, number):
    shared_items = Value("i", items)
    shared_number = Value("i", number)
    with Manager() as manager:
        shared_mapping = manager.dict(mapping)
        child = Process(target=change, args=(shared_items, shared_mapping, shared_number))
        child.start()
        child.join()
        return list(shared_items.value), dict(shared_mapping), shared_number.value
