from multiprocessing import Pool


def change(items):
    return {"items": [42] + items[1:], "key": "value"}


def round_trip(items):
    with Pool(1) as pool:
        return pool.apply(change, (items,))
