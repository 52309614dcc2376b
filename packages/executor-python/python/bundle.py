"""Imports our own modules and the package `modelled` from one file: a sandbox gets each file by a pipe of its own, and
compiling them would take longer than most programs that are judged.

The host writes the file (`python3 bundle.py FOLDER`, with the interpreter that the sandbox has): JSON, `magic` of the
interpreter's byte code, and for each module by its full name its byte code, marshalled, in base64.
"""

from __future__ import annotations

import base64
import importlib.abc
import importlib.machinery
import importlib.util
import json
import marshal
import os
import sys
import types
from collections.abc import Iterator, Sequence

PACKAGE = "modelled"
INSIDE = "/lockstep"


class Bundle(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """`codes`: marshalled byte code of each module by its full name, in base64."""

    def __init__(self, codes: dict[str, str]) -> None:
        self._codes = codes

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._codes:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname == PACKAGE)

    def exec_module(self, module: types.ModuleType) -> None:
        code = marshal.loads(base64.b64decode(self._codes[module.__name__]))
        module.__file__ = code.co_filename
        exec(code, module.__dict__)


def install(file: str) -> None:
    """From now on the modules are found. Without the file (run from a checkout) they are found as files."""
    if not os.path.exists(file):
        return
    with open(file, encoding="ascii") as stream:
        content = json.load(stream)
    if content["magic"] != importlib.util.MAGIC_NUMBER.hex():
        raise RuntimeError("the bundle was compiled by another interpreter than the sandbox's")
    sys.meta_path.insert(0, Bundle(content["codes"]))


def compiled(folder: str) -> str:
    """What `install` reads."""
    codes: dict[str, str] = {}
    for name, path in _modules(folder):
        with open(os.path.join(folder, path), encoding="utf-8") as stream:
            code = compile(stream.read(), f"{INSIDE}/{path}", "exec", dont_inherit=True)
        codes[name] = base64.b64encode(marshal.dumps(code)).decode("ascii")
    return json.dumps({"magic": importlib.util.MAGIC_NUMBER.hex(), "codes": codes})


def _modules(folder: str) -> Iterator[tuple[str, str]]:
    for file in sorted(os.listdir(folder)):
        if file.endswith(".py") and file not in ("bundle.py", "supervisor.py"):
            yield file.removesuffix(".py"), file
    for file in sorted(os.listdir(os.path.join(folder, PACKAGE))):
        if file == "__init__.py":
            yield PACKAGE, f"{PACKAGE}/{file}"
        elif file.endswith(".py"):
            yield f"{PACKAGE}.{file.removesuffix('.py')}", f"{PACKAGE}/{file}"


if __name__ == "__main__":
    sys.stdout.write(compiled(sys.argv[1]))
