from multiprocessing import Process

counter = 0


def work(n: int) -> None:
    global counter
    for _ in range(n):
        counter += 1
    # Only this process sees its counter. How does the value get back to the parent?


def tally(n_procs: int, n: int) -> tuple[int, list[int]]:
    processes = [Process(target=work, args=(n,)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter, [counter for _ in processes]
