from multiprocessing import Pipe, Process


def serve(connection):
    while True:
        number = connection.recv()
        if number is None:
            break
        connection.send(number * number)
    connection.close()


def squares(numbers):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    results = []
    for number in numbers:
        ours.send(number)
        results.append(ours.recv())
    ours.send(None)
    child.join()
    return results
