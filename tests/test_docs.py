"""What the documents name exists, and what exists is documented."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import click
import pytest

from bot.__main__ import cli
from bot.gateway import api, embed_routes, page_routes, readiness, staff_routes
from bot.paths import PROJECT
from bot.settings import Settings

DOCUMENTS = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", PROJECT / "content" / "README.md",
             *sorted((PROJECT / "docs").rglob("*.md"))]
OPERATING = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_command_in_the_documents_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    commands = set(cli.list_commands(click.Context(cli)))
    assert set(re.findall(r"python -m bot ([a-z-]+)", text)) <= commands


def test_every_setting_is_documented() -> None:
    for field in dataclasses.fields(Settings):
        assert f"`{field.name.upper()}`" in OPERATING, field.name


def test_every_endpoint_is_documented() -> None:
    for routes in (api.routes, page_routes.routes, embed_routes.routes, readiness.routes, staff_routes.routes):
        for route in routes:
            path = route.path.replace("{country}", "PK")  # type: ignore[attr-defined]
            if path != "/widget/{name}":
                assert f"`{path}`" in OPERATING, path


def test_no_document_or_source_names_a_path_of_one_machine() -> None:
    own = re.compile(r"(?<![\w./-])/(?:root|home|work)/")
    for pattern in ("*.md", "docs/**/*.md", "bot/**/*.py", "actions/**/*.py", "content/**/*.md", "Makefile", ".ci/run"):
        for path in PROJECT.glob(pattern):
            assert not own.search(path.read_text(encoding="utf-8")), path
