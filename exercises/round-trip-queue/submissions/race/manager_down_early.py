from multiprocessing import Manager, Process


def work(requests, answers):
    answer = {"key": "value"}
    answer["items"] = requests.get()
    answer["items"][0] = 42
    answers.put(answer)


def round_trip(items):
    with Manager() as manager:
        requests, answers = manager.Queue(), manager.Queue()
        child = Process(target=work, args=(requests, answers))
        child.start()
        requests.put(items)
        return answers.get()
