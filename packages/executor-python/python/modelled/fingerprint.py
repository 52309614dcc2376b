"""The local state of this process as a key: equal keys at one operation, equal futures."""

from __future__ import annotations


def fingerprint() -> str | None:
    """None: nothing is vouched for."""
    return None
