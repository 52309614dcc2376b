# The results have to be sent back, too.
from multiprocessing import Pool


def work(share):
    return (n * n + 1 for n in share)


def apply_all(numbers, n_workers):
    step = max(1, -(-len(numbers) // n_workers))
    shares = [numbers[i : i + step] for i in range(0, len(numbers), step)]
    with Pool(n_workers) as pool:
        return [image for part in pool.map(work, shares) for image in part]
