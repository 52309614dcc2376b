def crawl(graph, start, n_workers):
    seen = {start}
    jobs = [start]
    while jobs:
        for link in graph[jobs.pop()]:
            if link not in seen:
                seen.add(link)
                jobs.append(link)
    return sorted(seen)
