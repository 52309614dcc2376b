# equal
"""What a managed Value and Array give and raise."""

import multiprocessing as mp


def tried(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    with mp.Manager() as manager:
        value, array = manager.Value("i", 3), manager.Array("i", [1, 2, 3])
        value.value = "anything"
        array[1] = 7
        seen = [value.value, value.get(), str(value), list(array), len(array), array[1], str(array), tried(lambda: array[9])]
        value.set(4)
        return [*seen, value.value, tried(lambda: array.append(1)), tried(lambda: array.__setitem__(0, "x"))]
