from multiprocessing import Pool, Queue

results = Queue()


def square(x):
    results.put(x * x)


def pool_squares(n, n_workers):
    with Pool(n_workers) as pool:
        pool.map(square, range(n))
        return [results.get() for _ in range(n)]
