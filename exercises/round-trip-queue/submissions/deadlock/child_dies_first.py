from multiprocessing import Process, Queue


def work(requests, answers):
    data = requests.get()
    data[0] = 42
    data["key"] = "value"
    answers.put(data)


def round_trip(items):
    requests, answers = Queue(), Queue()
    child = Process(target=work, args=(requests, answers))
    child.start()
    requests.put(items)
    answer = answers.get()
    child.join()
    return answer
