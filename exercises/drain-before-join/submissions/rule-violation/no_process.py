def gather(n_procs, size):
    return [len(bytes(size))] * n_procs
