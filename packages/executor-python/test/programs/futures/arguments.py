# equal
"""What an executor refuses."""

from concurrent.futures import Future, InvalidStateError, ProcessPoolExecutor


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    future = Future()
    future.set_result(1)
    return [
        tried(lambda: ProcessPoolExecutor(0)),
        tried(lambda: ProcessPoolExecutor(1, initializer=5)),
        tried(lambda: ProcessPoolExecutor(1, max_tasks_per_child=1.5)),
        future.result(),
        future.done(),
        isinstance(tried(lambda: future.set_result(2)), tuple),
        issubclass(InvalidStateError, Exception),
    ]
