from multiprocessing import Manager, Process


def work(shared, i):
    shared.append(i)


def append_all(n_procs):
    manager = Manager()
    shared = manager.list()
    for i in range(n_procs):
        Process(target=work, args=(shared, i)).start()
    return list(shared)
