from multiprocessing import Manager, Process


def change(items, mapping, number):
    items[0] = 42
    mapping.update(key="value")
    number.value = 100


def modify(items, mapping, number):
    manager = Manager()
    try:
        shared_items = manager.list(items)
        shared_mapping = manager.dict(mapping)
        shared_number = manager.Value("i", number)
        child = Process(target=change, args=(shared_items, shared_mapping, shared_number))
        child.start()
        child.join()
        return shared_items[:], shared_mapping.copy(), shared_number.value
    finally:
        manager.shutdown()
