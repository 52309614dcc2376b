# subset
"""Two processes write into one end."""

from multiprocessing import Pipe, Process


def run():
    reader, writer = Pipe(False)
    processes = [Process(target=writer.send, args=(number,)) for number in range(2)]
    for process in processes:
        process.start()
    items = [reader.recv() for _ in processes]
    for process in processes:
        process.join()
    return items
