def round_trip(items):
    return {"items": [42] + items[1:], "key": "value"}
