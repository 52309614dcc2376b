from multiprocessing import Pipe, Process


def work(ours, theirs, n):
    for i in range(n):
        ours.send((theirs.recv(), f"Worker reply {i}"))


def rally(n):
    ours, theirs = Pipe()
    worker = Process(target=work, args=(ours, theirs, n))
    worker.start()
    transcript = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript.extend(ours.recv())
    worker.join()
    return transcript
