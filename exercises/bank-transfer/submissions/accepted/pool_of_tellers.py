from multiprocessing import Pool, Value

accounts = []


def book(transfers):
    for source, target, amount in transfers:
        first, second = sorted((source, target))
        with accounts[first].get_lock(), accounts[second].get_lock():
            accounts[source].value -= amount
            accounts[target].value += amount


def settle(balances, transfers, n_procs):
    global accounts
    accounts = [Value("i", balance) for balance in balances]
    with Pool(n_procs) as pool:
        pool.map(book, [transfers[p::n_procs] for p in range(n_procs)], chunksize=1)
        pool.close()
        pool.join()
    return [account.value for account in accounts]
