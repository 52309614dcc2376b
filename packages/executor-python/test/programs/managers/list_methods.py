# equal
"""The methods of a managed list, its operators, and what they raise."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    manager = mp.Manager()
    items = manager.list([3, 1])
    items.append(2)
    items += [5]
    seen = [list(items), items[0], items[1:3], len(items), 5 in items, items.index(1), items.count(7)]
    items.sort()
    items.insert(0, 9)
    items.reverse()
    items[1] = 8
    del items[0]
    seen += [items[:], items.pop(), items + [1], items * 2, 2 * items, str(items)]
    items *= 2
    seen += [type(items).__name__, items[:], sorted(items), [item for item in items], items == items[:]]
    seen += [tried(lambda: items[99]), tried(lambda: items.remove(77)), tried(lambda: items.copy())]
    seen += [tried(lambda: items.sort(key=lambda item: -item))[0], tried(lambda: items.extend(5))]
    manager.shutdown()
    return seen
