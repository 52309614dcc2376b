# equal
"""The methods of a managed dict, and what they raise."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    manager = mp.Manager()
    d = manager.dict([("a", 1)], b=2)
    seen = [len(d), "a" in d, "z" in d, d.get("z", 9), d.setdefault("c", 3), d.pop("a"), sorted(d.keys())]
    seen += [sorted(d.values()), sorted(d.items()), d.copy(), str(d), tried(lambda: d["zz"]), tried(lambda: d.pop("zz"))]
    d.update({"b": 5}, e=6)
    del d["c"]
    seen += [dict(d), list(d), [key for key in d], d.popitem(), type(d).__name__, bool(d)]
    d.clear()
    seen += [d._getvalue(), bool(d), tried(d.popitem), tried(lambda: d.append(1)), tried(lambda: manager.dict(5))[0]]
    manager.shutdown()
    return seen
