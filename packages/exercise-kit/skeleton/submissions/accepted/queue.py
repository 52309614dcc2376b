from multiprocessing import Process, Queue


def work(numbers, queue):
    queue.put([2 * number for number in numbers])


def double(numbers):
    queue = Queue()
    child = Process(target=work, args=(numbers, queue))
    child.start()
    doubled = queue.get()
    child.join()
    return doubled
