def square_slices(size, n_procs):
    first = [float(i * i) for i in range(min(10, size))]
    return first, float((size - 1) * size * (2 * size - 1) // 6)
