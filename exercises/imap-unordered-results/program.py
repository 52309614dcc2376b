from multiprocessing import Pool


def square(number: int) -> int:
    return number * number


def squares() -> list[int]:
    with Pool(2) as pool:
        return list(pool.imap_unordered(square, [1, 2, 3]))
