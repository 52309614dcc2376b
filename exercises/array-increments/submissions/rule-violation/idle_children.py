from multiprocessing import Array, Process


def work():
    pass


def bump(n_procs, size, amount):
    numbers = Array("i", size)
    processes = [Process(target=work) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    numbers[:] = [n_procs * amount] * size
    return list(numbers)
