from multiprocessing import Array, Manager, Process, Value


def change(items, mapping, number):
    items[0] = 42
    mapping["key"] = "value"
    number.value = 100


def modify(items, mapping, number):
    shared_items = Array("i", items)
    shared_number = Value("i", number)
    manager = Manager()
    shared_mapping = manager.dict(mapping)
    Process(target=change, args=(shared_items, shared_mapping, shared_number)).start()
    return list(shared_items), dict(shared_mapping), shared_number.value
