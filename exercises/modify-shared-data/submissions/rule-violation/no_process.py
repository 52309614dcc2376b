def modify(items, mapping, number):
    return [42, *items[1:]], {**mapping, "key": "value"}, 100
