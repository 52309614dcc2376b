# equal
"""submit() and what a future says when it is done."""

from concurrent.futures import ProcessPoolExecutor


def fail(x):
    raise KeyError(x)


def run():
    with ProcessPoolExecutor(1) as executor:
        good, bad = executor.submit(pow, 2, 3), executor.submit(fail, 1)
        seen = [good.result(), good.done(), good.running(), good.cancelled(), good.cancel(), good.exception()]
        error = bad.exception()
        seen += [type(error).__name__, str(error), type(error.__cause__).__name__, "in fail" in str(error.__cause__)]
        try:
            bad.result()
        except KeyError as raised:
            seen.append(raised is error)
        return [*seen, repr(good).split(" ")[-3:]]
