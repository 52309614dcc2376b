def heavy_all(ns, n_workers):
    return [sum(i * i for i in range(n)) for n in ns]
