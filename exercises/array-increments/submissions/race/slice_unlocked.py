from multiprocessing import Array, Process


def work(numbers, amount):
    numbers[:] = [number + amount for number in numbers[:]]


def bump(n_procs, size, amount):
    numbers = Array("i", size)
    processes = [Process(target=work, args=(numbers, amount)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(numbers)
