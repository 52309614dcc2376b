from multiprocessing import Process


def work(shared: dict[str, int], p: int, n_keys: int) -> None:
    for i in range(n_keys):
        shared[f"proc{p}_key{i}"] = i * p


def collect(n_procs: int, n_keys: int) -> dict[str, int]:
    shared: dict[str, int] = {}
    processes = [Process(target=work, args=(shared, p, n_keys)) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return shared
