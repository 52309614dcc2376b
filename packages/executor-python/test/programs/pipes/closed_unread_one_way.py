# equal
"""A pipe that goes one way has no peer to reset: its writer finds it broken."""

import multiprocessing as mp


def work(end):
    end.close()


def run():
    reader, writer = mp.Pipe(duplex=False)
    writer.send(1)
    p = mp.Process(target=work, args=(reader,))
    p.start()
    reader.close()
    p.join()
    try:
        writer.send(2)
    except BrokenPipeError:
        return "broken"
    return "sent"
