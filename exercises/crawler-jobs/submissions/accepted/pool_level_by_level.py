# All pages of one distance from the start at a time.
from functools import partial
from multiprocessing import Pool


def visit(graph, page):
    return page, graph[page]


def crawl(graph, start, n_workers):
    seen = {start}
    level = [start]
    visits = []
    with Pool(n_workers) as pool:
        while level:
            following = []
            for page, links in pool.map(partial(visit, graph), level):
                visits.append(page)
                for link in links:
                    if link not in seen:
                        seen.add(link)
                        following.append(link)
            level = following
    return sorted(visits)
