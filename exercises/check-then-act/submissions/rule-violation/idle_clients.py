from multiprocessing import Process


def work():
    pass


def reserve(seats, n_clients):
    processes = [Process(target=work) for _ in range(n_clients)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return {seat: [0] for seat in seats}
