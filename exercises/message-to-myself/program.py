from multiprocessing import Process, Queue


def answer(messages: Queue) -> None:
    request = messages.get()
    messages.put(request * 10)


def ask() -> int:
    messages = Queue()
    child = Process(target=answer, args=(messages,))
    child.start()
    messages.put(7)
    reply = messages.get()
    child.join()
    return reply
