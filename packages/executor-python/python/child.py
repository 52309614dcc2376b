"""New interpreters of the program: spawned children, and the fork server. Each runs `enter` before anything else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from multiprocessing import util as mp_util
from typing import Any

import interrupts
import output

OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))
OWN_MODULES = ("child", "interrupts", "output")
LEAD = f"import sys; sys.path.insert(0, {OWN_FOLDER!r}); import child; child.enter(); del sys, child; "
_OURS = ("from multiprocessing.spawn import ", "from multiprocessing.forkserver import ")


def enter() -> None:
    sys.path.remove(OWN_FOLDER)
    for name in OWN_MODULES:
        sys.modules.pop(name, None)
    output.adopt(os.getpid())
    output.keep_apart()
    interrupts.hide()
    lead_in()


def lead_in() -> None:
    """From now on the interpreters that multiprocessing starts from this process enter by `enter`."""
    start = mp_util.spawnv_passfds

    def leading_start(path: Any, args: Sequence[Any], passfds: Any) -> Any:
        arguments = list(args)
        for index, argument in enumerate(arguments[:-1]):
            code = arguments[index + 1]
            if argument == "-c" and isinstance(code, str) and code.startswith(_OURS):
                arguments[index + 1] = LEAD + code
                break
        return start(path, arguments, passfds)

    mp_util.spawnv_passfds = leading_start
