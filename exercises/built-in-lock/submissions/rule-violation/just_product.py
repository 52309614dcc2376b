def count(n_procs, n):
    return n_procs * n
