"""The report of the finished weeks: the same numbers as text, as CSV and on the staff page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from bot.counts.hiding import SMALLEST, rounded
from bot.counts.store import Cells, read
from bot.counts.tables import ALL, COUNTED, TOTALS, this_week

WEEKS = 12
UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Report:
    """`cells` holds only what may be seen; every sum is made of those, never of what is hidden."""

    weeks: tuple[date, ...]
    cells: Cells

    def by_value(self, name: str) -> list[tuple[str, int]]:
        """(value, chats) of the weeks together, the most first."""
        sums: Counter[str] = Counter()
        for week in self.cells.get(name, {}).values():
            sums.update(week)
        return sorted(sums.items(), key=lambda cell: (-cell[1], cell[0]))

    def by_week(self, name: str, value: str = ALL) -> list[tuple[date, int | None]]:
        """(week, chats); None where there were none or too few to be shown."""
        weeks = self.cells.get(name, {})
        return [(week, weeks.get(week, {}).get(value)) for week in self.weeks]

    def unanswered(self) -> list[tuple[date, int | None]]:
        """(week, chats in a hundred in which something stayed without an answer)."""
        chats = dict(self.by_week("chats"))
        return [(week, min(100, round(100 * count / total)) if count and (total := chats[week]) else None)
                for week, count in self.by_week("outcome", UNANSWERED)]

    def rows(self) -> list[tuple[str, str, str, int]]:
        """(week, counted, value, chats), as the CSV has them."""
        return [(week.isoformat(), name, value, count) for name in COUNTED
                for week, cells in sorted(self.cells.get(name, {}).items()) for value, count in sorted(cells.items())]


def read_report(database_url: str, weeks: int = WEEKS) -> Report:
    """Of so many finished weeks; the present one is left out, or looking twice would tell of a single day."""
    monday = this_week()
    cells = read(database_url, monday, weeks)
    for name in TOTALS:
        cells[name] = {week: {ALL: rounded(count[ALL])} for week, count in cells.get(name, {}).items()}
    return Report(tuple(monday - timedelta(weeks=ago) for ago in range(weeks, 0, -1)), cells)


def as_csv(report: Report) -> str:
    """One line for each week, thing counted and value."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(("week", "counted", "value", "chats"))
    lines.writerows(report.rows())
    return out.getvalue()


def as_text(report: Report) -> str:
    """For a terminal."""
    lines = [f"Finished weeks from {report.weeks[0]}; fewer than {SMALLEST} chats a week are not shown."]
    for name in COUNTED:
        lines += ["", f"{name}:", *(f"  {value:40} {count:8}" for value, count in report.by_value(name) or [("-", 0)])]
    shares = [f"  {week}  {share} %" for week, share in report.unanswered() if share is not None]
    return "\n".join([*lines, "", "chats with something unanswered:", *(shares or ["  -"])])
