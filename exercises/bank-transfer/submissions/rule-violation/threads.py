from multiprocessing import Value
from threading import Thread


def work(accounts, transfers):
    for source, target, amount in transfers:
        first, second = sorted((source, target))
        with accounts[first].get_lock(), accounts[second].get_lock():
            accounts[source].value -= amount
            accounts[target].value += amount


def settle(balances, transfers, n_procs):
    accounts = [Value("i", balance) for balance in balances]
    threades = [Thread(target=work, args=(accounts, transfers[p::n_procs])) for p in range(n_procs)]
    for thread in threades:
        thread.start()
    for thread in threades:
        thread.join()
    return [account.value for account in accounts]
