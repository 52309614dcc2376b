import multiprocessing as mp


class Teller(mp.Process):
    def __init__(self, accounts, transfers):
        super().__init__()
        self.accounts = accounts
        self.transfers = transfers

    def run(self):
        for source, target, amount in self.transfers:
            lower = self.accounts[min(source, target)]
            upper = self.accounts[max(source, target)]
            lower.acquire()
            upper.acquire()
            try:
                self.accounts[source].get_obj().value -= amount
                self.accounts[target].get_obj().value += amount
            finally:
                upper.release()
                lower.release()


def settle(balances, transfers, n_procs):
    accounts = [mp.Value("q", balance) for balance in balances]
    tellers = [Teller(accounts, transfers[p::n_procs]) for p in range(n_procs)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    return [account.value for account in accounts]
