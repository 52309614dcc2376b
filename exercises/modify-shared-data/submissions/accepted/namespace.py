# The child takes copies out of the namespace, changes them and puts them back.
import multiprocessing


class Changer(multiprocessing.Process):
    def __init__(self, state):
        super().__init__()
        self.state = state

    def run(self):
        items = self.state.items
        items[0] = 42
        self.state.items = items
        mapping = self.state.mapping
        mapping["key"] = "value"
        self.state.mapping = mapping
        self.state.number = 100


def modify(items, mapping, number):
    with multiprocessing.Manager() as manager:
        state = manager.Namespace(items=items, mapping=mapping, number=number)
        changer = Changer(state)
        changer.start()
        changer.join()
        return state.items, state.mapping, state.number
