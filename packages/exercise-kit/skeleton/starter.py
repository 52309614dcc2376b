from multiprocessing import Process


def work(numbers, results):
    for number in numbers:
        results.append(2 * number)


def double(numbers: list[int]) -> list[int]:
    results = []
    child = Process(target=work, args=(numbers, results))
    child.start()
    child.join()
    return results
