# equal
"""Arrays of characters."""

from multiprocessing import Array, RawArray


def tried(call, *args):
    try:
        return call(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def run():
    seen = []
    for text in (Array("c", 5), RawArray("c", 5)):
        text.value = b"hello"
        full = text.value
        text.value = b"x"
        seen.append([full, text.value, text.raw, len(text), text[0], text[:], text[1:4:2]])
        text[0] = 65
        text[0:2] = b"QR"
        text.raw = b"zz"
        seen.append([text.raw, tried(setattr, text, "value", b"longer"), tried(setattr, text, "value", "x")])
        seen.append(
            [tried(setattr, text, "raw", 5), tried(text.__setitem__, 0, b"BB"), tried(text.__setitem__, 0, 300)]
        )
    wide = RawArray("u", 4)
    wide.value = "ab"
    seen.append([wide.value, wide[:], wide[0], tried(setattr, wide, "value", "abcdef")])
    return seen, Array("c", b"abc").value
