from multiprocessing import Pool


def work(share):
    return [sum(i * i for i in range(n)) for n in share]


def heavy_all(ns, n_workers):
    with Pool(n_workers) as pool:
        shares = pool.map(work, [ns[w::n_workers] for w in range(n_workers)])
    return [total for share in shares for total in share]
