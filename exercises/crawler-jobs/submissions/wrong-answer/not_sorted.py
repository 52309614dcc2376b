from multiprocessing import Pool


def crawl(graph, start, n_workers):
    seen = {start}
    visits = [start]
    level = [start]
    with Pool(n_workers) as pool:
        while level:
            following = []
            for links in pool.map(graph.get, level):
                following += [link for link in links if link not in seen]
                seen.update(links)
            following = sorted(set(following), reverse=True)
            visits += following
            level = following
    return visits
