from multiprocessing import Process


def work(items):
    items[0] = 42


def round_trip(items):
    child = Process(target=work, args=(items,))
    child.start()
    child.join()
    work(items)
    return {"items": items, "key": "value"}
