from multiprocessing import Process


def work(shared, i):
    shared.append(i)


def append_all(n_procs):
    shared = []
    processes = [Process(target=work, args=(shared, i)) for i in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return shared
