# Sends the sentinel, and also lets the child end when the parent's side is closed.
from multiprocessing import Pipe, Process

STOP = "stop"


def serve(connection, parents_end):
    # The forked copy of the parent's end would keep the pipe open.
    parents_end.close()
    with connection:
        try:
            while (request := connection.recv()) != STOP:
                connection.send(request * request)
        except EOFError:
            pass


def squares(numbers):
    if not numbers:
        return []
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs, ours))
    child.start()
    theirs.close()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    ours.send(STOP)
    ours.close()
    child.join()
    return results
