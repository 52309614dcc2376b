# equal
"""Every type code, with values that ctypes truncates."""

from multiprocessing import Value

CASES = [
    ("c", b"x"),
    ("c", 65),
    ("b", 200),
    ("B", -1),
    ("u", "é"),
    ("h", 40_000),
    ("H", 70_000),
    ("i", 2**31),
    ("I", -1),
    ("l", 2**63),
    ("L", -1),
    ("q", 2**64 + 5),
    ("Q", 2**65 - 1),
    ("f", 0.1),
    ("d", 0.1),
    ("d", 7),
    ("d", float("-inf")),
    ("d", float("nan")),
    ("i", True),
]


def run():
    seen = []
    for code, number in CASES:
        made = Value(code, number)
        assigned = Value(code)
        assigned.value = number
        seen.append([repr(made.value), repr(assigned.value), repr(made)])
    return seen
