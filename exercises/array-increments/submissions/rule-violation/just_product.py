def bump(n_procs, size, amount):
    return [n_procs * amount] * size
