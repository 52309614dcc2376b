from multiprocessing import Process


def work(task: int, results: list[tuple[int, int]]) -> None:
    results.append((task, task * task))


def square_all(n_tasks: int) -> dict[int, int]:
    results: list[tuple[int, int]] = []
    processes = [Process(target=work, args=(task, results)) for task in range(n_tasks)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return dict(results)
