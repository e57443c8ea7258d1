"""Hides small counts, and what would give them away (safeguarding.md K7)."""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST = 10  # chats; fewer could be told apart


def shown(cells: Mapping[str, int]) -> dict[str, int]:
    """What of one table's week may be seen.

    Fewer than ten are hidden. Should only one be hidden, or all that are hidden be fewer than ten together, the next
    larger one is hidden too: otherwise whoever knows the sum could subtract what is seen.
    """
    ordered = sorted(cells.items(), key=lambda cell: (cell[1], cell[0]))
    hidden = [count for _, count in ordered if count < SMALLEST]
    seen = ordered[len(hidden):]
    if hidden and (len(hidden) == 1 or sum(hidden) < SMALLEST):
        seen = seen[1:]
    return dict(seen)


def rounded(total: int) -> int:
    """A sum of everything, down to tens: too coarse to subtract from."""
    return total - total % SMALLEST
