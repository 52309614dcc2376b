def pool_squares(n, n_workers):
    return [x * x for x in range(n)]
