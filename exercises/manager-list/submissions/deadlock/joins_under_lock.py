from multiprocessing import Lock, Manager, Process


def work(shared, lock, i):
    with lock:
        shared[:] = shared + [i]


def append_all(n_procs):
    lock = Lock()
    with Manager() as manager:
        shared = manager.list()
        processes = [Process(target=work, args=(shared, lock, i)) for i in range(n_procs)]
        with lock:
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            return list(shared)
