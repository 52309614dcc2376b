from multiprocessing import Process, Queue


def work(numbers, i):
    numbers.put(i)


def append_all(n_procs):
    numbers = Queue()
    processes = [Process(target=work, args=(numbers, i)) for i in range(n_procs)]
    for process in processes:
        process.start()
    result = [numbers.get() for _ in processes]
    for process in processes:
        process.join()
    return result
