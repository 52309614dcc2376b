from multiprocessing import Pipe, Process


def work(connection, n, transcript):
    for i in range(n):
        transcript.append(connection.recv())
        connection.send(f"Worker reply {i}")


def rally(n):
    ours, theirs = Pipe()
    transcript = []
    worker = Process(target=work, args=(theirs, n, transcript))
    worker.start()
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript.append(ours.recv())
    worker.join()
    return transcript
