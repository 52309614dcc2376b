from multiprocessing import Process


def change(items, mapping, number):
    items[0] = 42
    mapping["key"] = "value"
    number = 100


def modify(items, mapping, number):
    child = Process(target=change, args=(items, mapping, number))
    child.start()
    child.join()
    return items, mapping, number
