# The parent puts a managed list under every key; append is then one message to the server.
from multiprocessing import Manager, Process


def work(shared, pairs):
    for key, value in pairs:
        shared[key].append(value)


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict()
        for key, _ in pairs:
            if key not in shared:
                shared[key] = manager.list()
        processes = [Process(target=work, args=(shared, pairs[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return {key: sorted(shared[key][:]) for key in shared.keys()}
