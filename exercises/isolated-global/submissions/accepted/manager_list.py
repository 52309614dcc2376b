from multiprocessing import Manager, Process

counter = 0


def work(index, n, finals):
    global counter
    for _ in range(n):
        counter += 1
    finals[index] = counter


def tally(n_procs, n):
    with Manager() as manager:
        finals = manager.list([None] * n_procs)
        processes = [Process(target=work, args=(i, n, finals)) for i in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return counter, list(finals)
