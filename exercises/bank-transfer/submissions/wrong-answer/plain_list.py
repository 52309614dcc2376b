from multiprocessing import Process


def work(accounts, transfers):
    for source, target, amount in transfers:
        accounts[source] -= amount
        accounts[target] += amount


def settle(balances, transfers, n_procs):
    accounts = list(balances)
    processes = [Process(target=work, args=(accounts, transfers[p::n_procs])) for p in range(n_procs)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return accounts
