def collect(n_procs, n_keys):
    return {f"proc{p}_key{i}": i * p for p in range(n_procs) for i in range(n_keys)}
