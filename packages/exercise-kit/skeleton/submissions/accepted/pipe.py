import multiprocessing as mp


def work(numbers, end):
    for number in numbers:
        end.send(2 * number)
    end.close()


def double(numbers):
    here, there = mp.Pipe()
    child = mp.Process(target=work, args=(numbers, there))
    child.start()
    there.close()
    doubled = [here.recv() for _ in numbers]
    child.join()
    here.close()
    return doubled
