from multiprocessing import Process

basket = ["milk"]


def add() -> None:
    basket.append("bread")


def shop() -> list[str]:
    child = Process(target=add)
    child.start()
    child.join()
    return basket
