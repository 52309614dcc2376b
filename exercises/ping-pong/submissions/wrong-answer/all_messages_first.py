from multiprocessing import Pipe, Process


def work(connection, n):
    for i in range(n):
        message = connection.recv()
        connection.send((message, f"Worker reply {i}"))


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, n))
    worker.start()
    messages, replies = [], []
    for i in range(n):
        ours.send(f"Main message {i}")
        message, reply = ours.recv()
        messages.append(message)
        replies.append(reply)
    worker.join()
    return messages + replies
