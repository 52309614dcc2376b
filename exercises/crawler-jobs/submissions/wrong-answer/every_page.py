# Visits all pages of the graph, within reach or not.
from multiprocessing import Pool


def visit(page):
    return page


def crawl(graph, start, n_workers):
    with Pool(n_workers) as pool:
        return sorted(pool.map(visit, graph))
