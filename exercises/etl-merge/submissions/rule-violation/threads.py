from threading import Lock, Thread


def totals(records, n_procs):
    result = {}
    lock = Lock()

    def work(part):
        for key, amount in part:
            with lock:
                result[key] = result.get(key, 0) + amount

    threads = [Thread(target=work, args=(records[p::n_procs],)) for p in range(n_procs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result
