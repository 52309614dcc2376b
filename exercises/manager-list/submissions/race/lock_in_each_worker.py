from multiprocessing import Lock, Manager, Process


def work(shared, i):
    lock = Lock()
    with lock:
        numbers = list(shared)
        numbers.append(i)
        shared[:] = numbers


def append_all(n_procs):
    with Manager() as manager:
        shared = manager.list()
        processes = [Process(target=work, args=(shared, i)) for i in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return list(shared)
