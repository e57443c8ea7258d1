"""Known vulnerabilities in what requirements.lock names: `make audit`. Fails when its source knows nothing.

The source is OSV (osv.dev), asked by pip-audit. A mirror of a package registry answers “no vulnerabilities” to
everything, so a release with a known one is asked about first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.paths import PROJECT

PIP_AUDIT = "pip-audit==2.10.1"
CANARY = "jinja2==2.11.2"  # its sandbox and its filter of links have had advisories for years
LOCK = PROJECT / "requirements.lock"
ACCEPTED = Path(__file__).with_name("accepted.yml")
Ask = Callable[[Path], "list[Found]"]


class NoSource(RuntimeError):
    """The source of advisories cannot be asked, or knows nothing."""


@dataclass(frozen=True, order=True)
class Found:
    """One advisory about one release."""

    package: str
    version: str
    advisory: str


def audit(lock: Path, accepted: dict[str, date], ask: Ask, today: date) -> list[Found]:
    """What is known against the releases in `lock` and was not accepted until a later day; raises NoSource."""
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(CANARY + "\n", encoding="utf-8")
        if not ask(canary):
            raise NoSource(f"The source knows nothing against {CANARY}, though much is known; it cannot be trusted.")
    return sorted(found for found in ask(lock) if accepted.get(found.advisory, date.min) < today)


def ask_pip_audit(requirements: Path) -> list[Found]:
    """What OSV knows against the releases a file names; raises NoSource."""
    command = [sys.executable, "-m", "uv", "--system-certs", "tool", "run", "--from", PIP_AUDIT, "pip-audit",
               "--vulnerability-service", "osv", "--no-deps", "--disable-pip", "--progress-spinner", "off",
               "--format", "json", "--requirement", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise NoSource("pip-audit gave no answer: " + (done.stderr.strip().splitlines() or ["nothing"])[-1]) from None
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if skipped:
        raise NoSource(f"The source was not asked about {', '.join(skipped)}.")
    return [Found(package["name"], package["version"], known["id"])
            for package in packages for known in package["vulns"]]


def read_accepted(path: Path = ACCEPTED) -> dict[str, date]:
    """Advisories somebody looked at: until which day they are accepted. Each has a reason and a name."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["accepted"]
    if not all(set(entry) == {"advisory", "until", "reason", "by"} and all(entry.values()) for entry in entries):
        raise ValueError(f"{path.name}: every entry needs advisory, until, reason and by")
    return {entry["advisory"]: entry["until"] for entry in entries}


def main() -> None:
    """Exit code 0: asked, and nothing new known; 1: something is; 2: it could not be asked."""
    try:
        found = audit(LOCK, read_accepted(), ask_pip_audit, date.today())
    except NoSource as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    for known in found:
        print(f"{known.package} {known.version}: {known.advisory}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
