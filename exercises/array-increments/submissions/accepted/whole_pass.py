from multiprocessing import Array, Lock, Process


def work(numbers, lock, amount):
    with lock:
        for i in range(len(numbers)):
            numbers[i] += amount


def bump(n_procs, size, amount):
    numbers = Array("i", size)
    lock = Lock()
    processes = [Process(target=work, args=(numbers, lock, amount)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return list(numbers)
