from multiprocessing import Manager, Pipe, Process


def work(connection, n, transcript):
    for i in range(n):
        message = connection.recv()
        connection.send(f"Worker reply {i}")
        transcript.append(message)


def rally(n):
    with Manager() as manager:
        transcript = manager.list()
        ours, theirs = Pipe()
        worker = Process(target=work, args=(theirs, n, transcript))
        worker.start()
        for i in range(n):
            ours.send(f"Main message {i}")
            transcript.append(ours.recv())
        worker.join()
        return list(transcript)
