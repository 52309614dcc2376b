from multiprocessing import Manager


def append_all(n_procs):
    with Manager() as manager:
        shared = manager.list()
        for i in range(n_procs):
            shared.append(i)
        return list(shared)
