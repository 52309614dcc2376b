def apply_all(numbers, n_workers):
    return [n * n + 1 for n in numbers]
