# What a namespace gives out is a copy, and the change of a copy is lost.
from multiprocessing import Manager, Process


def change(state):
    state.items[0] = 42
    state.mapping["key"] = "value"
    state.number = 100


def modify(items, mapping, number):
    with Manager() as manager:
        state = manager.Namespace(items=items, mapping=mapping, number=number)
        child = Process(target=change, args=(state,))
        child.start()
        child.join()
        return state.items, state.mapping, state.number
