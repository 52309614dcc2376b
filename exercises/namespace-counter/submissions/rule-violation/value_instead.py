from multiprocessing import Manager, Process, Value


def work(x, values):
    with x.get_lock():
        x.value += 1
        values.append(x.value)


def advance(n_procs):
    with Manager() as manager:
        x = Value("i", 0)
        values = manager.list()
        processes = [Process(target=work, args=(x, values)) for _ in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return x.value, list(values)
