def settle(balances, transfers, n_procs):
    result = list(balances)
    for source, target, amount in transfers:
        result[source] -= amount
        result[target] += amount
    return result
