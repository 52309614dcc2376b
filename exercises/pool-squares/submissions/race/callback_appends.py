from multiprocessing import Pool


def square(x):
    return x * x


def pool_squares(n, n_workers):
    squares = []
    pool = Pool(n_workers)
    for x in range(n):
        pool.apply_async(square, (x,), callback=squares.append)
    pool.close()
    pool.join()
    return squares
