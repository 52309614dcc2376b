from multiprocessing import Process


def work(numbers, amount):
    for i in range(len(numbers)):
        numbers[i] += amount


def bump(n_procs, size, amount):
    numbers = [0] * size
    processes = [Process(target=work, args=(numbers, amount)) for _ in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return numbers
