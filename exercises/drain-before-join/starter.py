from multiprocessing import Process, Queue


def work(results, size: int) -> None:
    results.put(bytes(size))


def gather(n_procs: int, size: int) -> list[int]:
    results = Queue()
    processes = [Process(target=work, args=(results, size)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return sorted(len(results.get()) for _ in range(n_procs))
