from multiprocessing import Pool

squares = []


def square(x):
    squares.append(x * x)


def pool_squares(n, n_workers):
    with Pool(n_workers) as pool:
        pool.map(square, range(n))
    return squares
