"""Imports the package `modelled` from one file: a sandbox gets each file by a pipe of its own, and these are many."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import json
import os
import sys
import types
from collections.abc import Sequence

PACKAGE = "modelled"


class Bundle(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """`sources`: text of each module of the package by its name; `__init__` is the package itself."""

    def __init__(self, sources: dict[str, str], folder: str) -> None:
        self._sources = sources
        self._folder = folder

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname == PACKAGE:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        package, _, name = fullname.rpartition(".")
        if package != PACKAGE or name not in self._sources:
            return None
        return importlib.machinery.ModuleSpec(fullname, self)

    def exec_module(self, module: types.ModuleType) -> None:
        name = module.__name__.rpartition(".")[2]
        source = self._sources["__init__" if module.__name__ == PACKAGE else name]
        file = f"{self._folder}/{PACKAGE}/{name}.py"
        module.__file__ = file
        exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)


def install(file: str) -> None:
    """From now on the package is found. `file`: JSON, the text of each module by its name."""
    if not os.path.exists(file):
        # Run from a checkout: the package is a folder beside this module.
        return
    with open(file, encoding="utf-8") as stream:
        sys.meta_path.insert(0, Bundle(json.load(stream), os.path.dirname(file)))
