# The counter reaches the workers as it should, but `+=` on it is a read and a write.
from multiprocessing import Pool, Value

done = None


def begin(counter):
    global done
    done = counter


def work(n):
    done.value += 1
    return n * n + 1


def apply_all(numbers, n_workers):
    counter = Value("i", 0)
    with Pool(n_workers, initializer=begin, initargs=(counter,)) as pool:
        results = pool.map(work, numbers)
    assert counter.value == len(numbers)
    return results
