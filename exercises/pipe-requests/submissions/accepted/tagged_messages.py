# Requests and the shutdown are told apart by a tag.
import multiprocessing as mp


class Server(mp.Process):
    def __init__(self, connection):
        super().__init__(name="squares server")
        self.connection = connection

    def run(self):
        for kind, payload in iter(self.connection.recv, ("stop", None)):
            assert kind == "square"
            self.connection.send(("result", payload**2))


def ask(connection, number):
    connection.send(("square", number))
    kind, payload = connection.recv()
    assert kind == "result"
    return payload


def squares(numbers):
    ours, theirs = mp.Pipe(duplex=True)
    server = Server(theirs)
    server.start()
    theirs.close()
    try:
        return [ask(ours, number) for number in numbers]
    finally:
        ours.send(("stop", None))
        server.join()
