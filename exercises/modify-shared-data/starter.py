from multiprocessing import Array, Process, Value


def change(shared_items, shared_mapping, shared_number) -> None:
    shared_items[0] = 42
    shared_mapping["key"] = "value"
    shared_number.value = 100


def modify(items: list[int], mapping: dict[str, str], number: int) -> tuple[list[int], dict[str, str], int]:
    shared_items = Array("i", items)
    shared_mapping = Array("i", mapping)
    shared_number = Value("i", number)
    child = Process(target=change, args=(shared_items, shared_mapping, shared_number))
    child.start()
    child.join()
    return list(shared_items), dict(shared_mapping), shared_number.value
