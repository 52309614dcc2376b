from multiprocessing import Pipe, Process

counter = 0


def work(n, connection):
    global counter
    for _ in range(n):
        counter += 1
    connection.send(counter)
    connection.close()


def tally(n_procs, n):
    children = []
    for _ in range(n_procs):
        receiver, sender = Pipe(duplex=False)
        process = Process(target=work, args=(n, sender))
        process.start()
        sender.close()
        children.append((process, receiver))
    finals = [receiver.recv() for _, receiver in children]
    for process, _ in children:
        process.join()
    return counter, finals
