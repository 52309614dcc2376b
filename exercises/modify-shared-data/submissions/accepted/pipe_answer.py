# The child changes its copies and sends them back.
from multiprocessing import Pipe, Process


def change(connection, items, mapping, number):
    items[0] = 42
    mapping["key"] = "value"
    number = 100
    connection.send((items, mapping, number))
    connection.close()


def modify(items, mapping, number):
    here, there = Pipe(duplex=False)
    child = Process(target=change, args=(there, items, mapping, number))
    child.start()
    there.close()
    answer = here.recv()
    child.join()
    here.close()
    return answer
