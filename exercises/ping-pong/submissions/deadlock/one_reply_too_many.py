from multiprocessing import Pipe, Process


def work(connection, n):
    for i in range(n):
        message = connection.recv()
        connection.send((message, f"Worker reply {i}"))


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, n))
    worker.start()
    transcript = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript.extend(ours.recv())
    transcript.extend(ours.recv())
    worker.join()
    return transcript
