# What was put is pickled later, by a thread.
from multiprocessing import Process, Queue


def work(requests, answers):
    items = requests.get()
    answer = {"items": items}
    answers.put(answer)
    items[0] = 42
    answer["key"] = "value"


def round_trip(items):
    requests, answers = Queue(), Queue()
    child = Process(target=work, args=(requests, answers))
    child.start()
    requests.put(items)
    answer = answers.get()
    child.join()
    return answer
