from multiprocessing import Process, Queue


def work(items, answers):
    items[0] = 42
    answers.put("value")


def round_trip(items):
    answers = Queue()
    child = Process(target=work, args=(items, answers))
    child.start()
    value = answers.get()
    child.join()
    return {"items": items, "key": value}
