import multiprocessing as mp


class Client(mp.Process):
    def __init__(self, number, free, seats, answers):
        super().__init__()
        self.number = number
        self.free = free
        self.seats = seats
        self.answers = answers

    def run(self):
        got = [seat for seat in self.seats if self.free.pop(seat, False)]
        self.answers.append((self.number, got))


def reserve(seats: list[str], n_clients: int) -> dict[str, list[int]]:
    manager = mp.Manager()
    try:
        free = manager.dict({seat: True for seat in seats})
        answers = manager.list()
        clients = [Client(number, free, seats, answers) for number in range(n_clients)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        result = {seat: [] for seat in seats}
        for number, got in answers[:]:
            for seat in got:
                result[seat].append(number)
        return result
    finally:
        manager.shutdown()
