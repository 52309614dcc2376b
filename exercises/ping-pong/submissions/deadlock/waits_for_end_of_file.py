from multiprocessing import Pipe, Process


def work(connection):
    try:
        for i in range(1_000_000):
            connection.send((connection.recv(), f"Worker reply {i}"))
    except EOFError:
        pass


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs,))
    worker.start()
    theirs.close()
    transcript = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript.extend(ours.recv())
    ours.close()
    worker.join()
    return transcript
