from multiprocessing import Pipe, Process


def work(connection, n: int) -> None:
    for i in range(n):
        connection.recv()
        connection.send(f"Worker reply {i}")


def rally(n: int) -> list[str]:
    ours, theirs = Pipe()
    worker = Process(target=work, args=(theirs, n))
    worker.start()
    transcript: list[str] = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript.append(theirs.recv())
        transcript.append(ours.recv())
    worker.join()
    return transcript
