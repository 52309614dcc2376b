from multiprocessing import Pipe, Process


def work(connection, n):
    for i in range(n):
        connection.send(f"Worker reply {i}")
        connection.send(connection.recv())


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, n))
    worker.start()
    transcript = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript += [ours.recv(), ours.recv()]
    worker.join()
    return transcript
