"""What is wrong in a content file, said so that an editor can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is, which rule it breaks, and what to do about it."""

    file: Path
    line: int
    rule: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.message} → {self.remedy}"


class BrokenContent(ValueError):
    """Content that cannot be served; `problems` holds every fault that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = sorted(problems)
