from multiprocessing import Pool


def change(items):
    items[0] = 42
    items["key"] = "value"
    return items


def round_trip(items):
    with Pool(1) as pool:
        return pool.apply(change, [items])
