from multiprocessing import Pipe, Process


def work(inbox, outbox, n):
    for i in range(n):
        outbox.send([inbox.recv(), f"Worker reply {i}"])


def rally(n):
    their_inbox, our_outbox = Pipe(duplex=False)
    our_inbox, their_outbox = Pipe(duplex=False)
    worker = Process(target=work, args=(their_inbox, their_outbox, n))
    worker.start()
    transcript = []
    for i in range(n):
        our_outbox.send(f"Main message {i}")
        transcript += our_inbox.recv()
    worker.join()
    return transcript
