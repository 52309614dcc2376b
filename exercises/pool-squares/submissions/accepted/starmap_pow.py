from multiprocessing import Pool


def pool_squares(n, n_workers):
    pool = Pool(n_workers)
    result = pool.starmap_async(pow, [(x, 2) for x in range(n)])
    pool.close()
    squares = result.get()
    pool.join()
    return squares
