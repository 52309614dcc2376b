from multiprocessing import Process, Value


def work(accounts, transfers):
    for source, target, amount in transfers:
        first, second = sorted((source, target))
        with accounts[first].get_lock(), accounts[second].get_lock():
            accounts[source].value -= amount
            accounts[target].value += amount


def settle(balances, transfers, n_procs):
    accounts = [Value("i", balance) for balance in balances]
    share = len(transfers) // n_procs
    processes = [Process(target=work, args=(accounts, transfers[p * share : (p + 1) * share])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [account.value for account in accounts]
