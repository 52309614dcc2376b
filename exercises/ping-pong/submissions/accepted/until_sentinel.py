import multiprocessing as mp


class Worker(mp.Process):
    def __init__(self, connection):
        super().__init__(name="worker")
        self.connection = connection

    def run(self):
        for message in iter(self.connection.recv, None):
            number = message.rsplit(" ", 1)[1]
            self.connection.send(message)
            self.connection.send("Worker reply " + number)


def rally(n):
    ours, theirs = mp.Pipe()
    worker = Worker(theirs)
    worker.start()
    theirs.close()
    transcript = []
    for i in range(n):
        ours.send(f"Main message {i}")
        transcript += [ours.recv(), ours.recv()]
    ours.send(None)
    worker.join()
    return transcript
