from multiprocessing import Array, Process


def work(cells, i: int) -> None:
    cells[i] = i + 1


def fill() -> tuple[list[int], list[int]]:
    cells = Array("i", 2)
    children = [Process(target=work, args=(cells, i)) for i in range(2)]
    for child in children:
        child.start()
    early = cells[:]
    for child in children:
        child.join()
    return early, cells[:]
