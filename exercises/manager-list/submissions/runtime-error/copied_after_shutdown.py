from multiprocessing import Manager, Process


def work(shared, i):
    shared.append(i)


def append_all(n_procs):
    with Manager() as manager:
        shared = manager.list()
        processes = [Process(target=work, args=(shared, i)) for i in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
    return list(shared)
