# The worker notes what it received and sends its notes after the last round.
from multiprocessing import Pipe, Process


def work(connection, n):
    heard = []
    for i in range(n):
        heard.append(connection.recv())
        connection.send(f"Worker reply {i}")
    connection.send(heard)


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, n))
    worker.start()
    replies = []
    for i in range(n):
        ours.send(f"Main message {i}")
        replies.append(ours.recv())
    heard = ours.recv()
    worker.join()
    return [text for pair in zip(heard, replies) for text in pair]
