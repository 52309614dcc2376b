from multiprocessing import Pipe, Process


def work(connection, n):
    for i in range(n):
        connection.send(connection.recv() + i)


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, n))
    worker.start()
    theirs.close()
    transcript = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript.extend(ours.recv())
    worker.join()
    return transcript
