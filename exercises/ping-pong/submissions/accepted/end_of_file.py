from contextlib import closing
from multiprocessing import Pipe, Process


def work(connection, parents_end):
    parents_end.close()
    received = []
    with closing(connection):
        while True:
            try:
                received.append(connection.recv())
            except EOFError:
                return
            connection.send((received[-1], f"Worker reply {len(received) - 1}"))


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, ours))
    worker.start()
    theirs.close()
    transcript = []
    with ours:
        for i in range(n):
            ours.send(f"Main message {i}")
            transcript.extend(ours.recv())
    worker.join()
    return transcript
