from multiprocessing import Process


def change():
    pass


def modify(items, mapping, number):
    child = Process(target=change)
    child.start()
    child.join()
    items[0] = 42
    mapping["key"] = "value"
    return items, mapping, 100
