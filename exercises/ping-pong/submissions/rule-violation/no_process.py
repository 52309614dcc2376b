def rally(n):
    return [text for i in range(n) for text in (f"Main message {i}", f"Worker reply {i}")]
