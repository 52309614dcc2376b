# equal
"""Items of every type, replaced by other types; what does not fit is refused; the list as a sequence."""

import multiprocessing as mp
from multiprocessing.shared_memory import ShareableList


def work(items):
    items[0] = 2.5
    items[1] = "short"
    items[3] = 7
    try:
        items[1] = "longer than what it was made for"
    except ValueError as error:
        items[4] = str(error)[:10].encode()
    try:
        items[9] = 1
    except IndexError:
        items[2] = False


def run():
    items = ShareableList([1, "a text", True, None, b"some bytes"])
    before = [list(items), len(items), items.count(1), items.index(None), items.format]
    p = mp.Process(target=work, args=(items,))
    p.start()
    p.join()
    after = [list(items), p.exitcode, -1 in items, items[-1]]
    items.shm.close()
    items.shm.unlink()
    return [before, after]
