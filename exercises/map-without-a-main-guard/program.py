from multiprocessing import get_context


def square(number: int) -> int:
    return number * number


context = get_context("spawn")
with context.Pool(2) as pool:
    print(pool.map(square, [1, 2, 3]))
