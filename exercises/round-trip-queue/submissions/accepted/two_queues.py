from multiprocessing import Process, Queue


def work(requests, answers):
    items = requests.get()
    items[0] = 42
    answers.put({"items": items, "key": "value"})


def round_trip(items):
    requests = Queue()
    answers = Queue()
    child = Process(target=work, args=(requests, answers))
    child.start()
    requests.put(items)
    answer = answers.get()
    child.join()
    return answer
