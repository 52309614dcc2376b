from multiprocessing import Array, Process, Value


def change(items, mapping, number):
    items[0] = 42
    mapping["key"] = "value"
    number.value = 100


def modify(items, mapping, number):
    shared_items = Array("i", items)
    shared_number = Value("i", number)
    child = Process(target=change, args=(shared_items, mapping, shared_number))
    child.start()
    child.join()
    return list(shared_items), mapping, shared_number.value
