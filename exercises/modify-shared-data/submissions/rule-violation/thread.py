from threading import Thread


def change(items, mapping, numbers):
    items[0] = 42
    mapping["key"] = "value"
    numbers[0] = 100


def modify(items, mapping, number):
    numbers = [number]
    thread = Thread(target=change, args=(items, mapping, numbers))
    thread.start()
    thread.join()
    return items, mapping, numbers[0]
