from multiprocessing import Process, Queue


def work(requests, answers):
    items = requests.get()
    items[0] = 42
    answers.put({"items": items, "key": "value"})


def round_trip(items):
    ours, theirs = Queue(), Queue()
    child = Process(target=work, args=(ours, theirs))
    child.start()
    theirs.put(items)
    answer = ours.get()
    child.join()
    return answer
