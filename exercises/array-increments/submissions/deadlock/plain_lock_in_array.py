from multiprocessing import Array, Lock, Process


def work(numbers, amount):
    for i in range(len(numbers)):
        with numbers.get_lock():
            numbers[i] += amount


def bump(n_procs, size, amount):
    numbers = Array("i", size, lock=Lock())
    processes = [Process(target=work, args=(numbers, amount)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(numbers)
