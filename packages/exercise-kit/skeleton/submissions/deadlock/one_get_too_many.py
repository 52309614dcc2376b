from multiprocessing import Process, Queue


def work(numbers, queue):
    for number in numbers:
        queue.put(2 * number)


def double(numbers):
    queue = Queue()
    child = Process(target=work, args=(numbers, queue))
    child.start()
    doubled = [queue.get() for _ in range(len(numbers) + 1)]
    child.join()
    return doubled[:-1]
