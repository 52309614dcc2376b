# dict(shared) copies the outer dict only; the lists in it are still proxies.
from multiprocessing import Manager, Process


def work(shared, pairs):
    for key, value in pairs:
        shared[key].append(value)


def group(pairs, n_procs):
    with Manager() as manager:
        shared = manager.dict({key: manager.list() for key, _ in pairs})
        processes = [Process(target=work, args=(shared, pairs[p::n_procs])) for p in range(n_procs)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        groups = dict(shared)
    return {key: sorted(values) for key, values in groups.items()}
