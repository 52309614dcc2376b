# equal
"""A task whose worker ends is lost: its result never comes."""

import multiprocessing as mp
import os


def leave(_):
    os._exit(3)


def run():
    with mp.Pool(1) as pool:
        pool.map(leave, [1])
        return "never"
