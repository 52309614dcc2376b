from multiprocessing import Manager, Pipe, Process


def work(connection, n, heard):
    for i in range(n):
        heard.append(connection.recv())
        connection.send(f"Worker reply {i}")


def rally(n):
    with Manager() as manager:
        heard = manager.list()
        ours, theirs = Pipe()
        worker = Process(target=work, args=(theirs, n, heard))
        worker.start()
        for i in range(n):
            ours.send(f"Main message {i}")
            heard.append(ours.recv())
        worker.join()
        return list(heard)
