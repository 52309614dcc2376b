# Everybody agrees on which of the two accounts is locked, but an account is not always the one.
from multiprocessing import Process, Value


def work(accounts, transfers):
    for source, target, amount in transfers:
        with accounts[max(source, target)].get_lock():
            accounts[source].get_obj().value -= amount
            accounts[target].get_obj().value += amount


def settle(balances, transfers, n_procs):
    accounts = [Value("i", balance) for balance in balances]
    processes = [Process(target=work, args=(accounts, transfers[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [account.value for account in accounts]
