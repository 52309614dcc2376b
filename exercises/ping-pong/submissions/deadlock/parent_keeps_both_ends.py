# The parent reads at the end that it gave to the worker.
from multiprocessing import Pipe, Process


def work(connection, n):
    for i in range(n):
        connection.recv()
        connection.send(f"Worker reply {i}")


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, n))
    worker.start()
    transcript = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript.append(theirs.recv())
        transcript.append(ours.recv())
    worker.join()
    return transcript
