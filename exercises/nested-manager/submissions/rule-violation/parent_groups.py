# The Manager and its dict are used, by the parent alone.
from multiprocessing import Manager


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        for key, value in pairs:
            shared[key] = shared.get(key, []) + [value]
        return {key: sorted(values) for key, values in shared.items()}
