import multiprocessing as mp

counter = 0


def count_up(index: int, n: int, results: "mp.Queue[tuple[int, int]]") -> None:
    global counter
    for _ in range(n):
        counter += 1
    results.put((index, counter))


def tally(n_procs: int, n: int) -> tuple[int, list[int]]:
    results = mp.Queue()
    processes = [mp.Process(target=count_up, args=(i, n, results)) for i in range(n_procs)]
    for process in processes:
        process.start()
    by_index = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    return counter, [by_index[i] for i in range(n_procs)]
