"""What is wrong in a content file, said so that an editor can mend it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is, which rule it breaks, and what to do about it."""

    file: Path
    line: int
    rule: str
    message: str
    remedy: str

    def from_here(self) -> Problem:
        """The same with the file named from the present folder, where it lies below it."""
        here = Path.cwd()
        return replace(self, file=self.file.relative_to(here)) if self.file.is_relative_to(here) else self

    def annotation(self) -> str:
        """As a command of GitHub's runners, which show it on the line in the pull request."""
        file = _escaped(str(self.from_here().file)).replace(":", "%3A").replace(",", "%2C")
        text = _escaped(f"{self.message} → {self.remedy}")
        return f"::error file={file},line={self.line},title={self.rule}::{text}"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: {self.message} → {self.remedy}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


class BrokenContent(ValueError):
    """Content that cannot be served; `problems` holds every fault that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in sorted(problems)))
        self.problems = sorted(problems)
