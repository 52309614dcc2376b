from multiprocessing import Pool


def square(x: int) -> int:
    return x * x


def pool_squares(n: int, n_workers: int) -> list[int]:
    squares: list[int] = []
    with Pool(n_workers) as pool:
        for result in pool.imap_unordered(square, range(n)):
            squares.append(result)
    return squares
