from multiprocessing import Pipe, Process


def work(connection):
    data = connection.recv()
    data[0] = 42
    data["key"] = "value"
    connection.send(data)


def round_trip(items):
    ours, theirs = Pipe()
    child = Process(target=work, args=(theirs,))
    child.start()
    theirs.close()
    ours.send(items)
    answer = ours.recv()
    child.join()
    return answer
