"""Scripts: the words the bot says, by audience, with the buttons that lead on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, constr

from bot.content.problem import Problem
from bot.content.schema import Record, parse
from bot.content.yaml_file import Document, read

Audience = Literal["child", "teen", "parent", "school", "adult"]
AUDIENCES: tuple[Audience, ...] = ("child", "teen", "parent", "school", "adult")

# Whose wording is used when an audience has none of its own; nobody named means the youngest there is.
FALLBACKS: Mapping[str | None, tuple[Audience, ...]] = {
    None: ("child", "teen", "parent", "school", "adult"),
    "child": ("child", "teen", "parent", "school", "adult"),
    "teen": ("teen", "child", "parent", "school", "adult"),
    "parent": ("parent", "teen", "child", "school", "adult"),
    "school": ("school", "parent", "teen", "child", "adult"),
    "adult": ("adult", "parent", "teen", "child", "school"),
}
# Targets of buttons that only the danger flow offers; the gateway signs them.
DANGER_TARGETS = ("danger_yes", "danger_no", "danger_help", "danger_okay")
BLANKS = ("country", "platform", "safe_word", "police")
# A bubble of its own in a script: a promise that helplines stand here, kept whatever else fails.
HELPLINES_HERE = "{helplines}"
# What follows is said under a list of steps and is no step itself: what it needs, what it cannot do.
NOTES_HERE = "{notes}"
MARKS = (HELPLINES_HERE, NOTES_HERE)
SLOTS = ("audience", "country", "platform", "language")
SIMPLER = "simpler"
# Which answers a button may carry, by the intent it leads to: about the person, or to the questions of a guided path.
SLOTS_OF: Mapping[str, tuple[str, ...]] = {
    "inform": SLOTS,
    "path": ("path",),
    "answer": ("path_age", "path_spread", "path_shown", "path_place", "path_safe", "path_country", "path_pushed",
               "tell_who", "tell_what", "tell_wish"),
}
SCRIPT_ID = re.compile(r"utter_[a-z][a-z0-9_]*")


class Button(Record):
    """What a person can tap instead of typing."""

    title: constr(min_length=1, max_length=40, strip_whitespace=True) = Field(  # type: ignore[valid-type]
        ..., description="what stands on it, in the visitor's words, 40 characters at most")
    to: str = Field(..., description="where it leads, see below")
    slots: dict[str, str] = Field({}, description="what the tap tells: about the person with `to: inform`, an "
                                                "answer with `to: answer`, which path with `to: path`")
    audiences: tuple[Audience, ...] = Field((), alias="for",
                                            description="only these audiences see it; without it, everybody does")

    class Config(Record.Config):
        allow_population_by_field_name = True

    def is_for(self, audience: str | None) -> bool:
        """Whether a person of this audience sees the button; unknown people see what children see."""
        return not self.audiences or (audience or "child") in self.audiences


class Script(Record):
    """One thing the bot can say: a text per audience it concerns; a blank line starts a new bubble."""

    child: str | None = Field(None,
                              description="for children under 13. It is also what people read who have not said who "
                                          "they are")
    teen: str | None = Field(None, description="for 13 to 17")
    parent: str | None = Field(None, description="for parents and carers, about a child")
    school: str | None = Field(None, description="for teachers and other school staff, about pupils")
    adult: str | None = Field(None, description="for people of 18 and over, about themselves")
    simpler: str | None = Field(None, description="an even easier text, for a child who did not understand the child's")
    title: str | None = Field(None, max_length=60,
                              description="makes the text a list: each bubble becomes a step under this title; "
                                          "`{notes}` as a bubble ends the steps, what follows is said under them")
    expires: date | None = Field(None, description="the last day on which it is said, where facts age")
    instead: str | None = Field(None, description="the script that is said once this one has expired")
    buttons: tuple[Button, ...] = Field((),
                                        description="what can be tapped under the last bubble; two to four are enough")
    sources: tuple[str, ...] = Field(...,
                                     description="where each fact comes from: the original by name and date. `[]` "
                                                 "only where nothing is claimed, as in a greeting")

    def text(self, audience: str) -> str | None:
        """The wording of exactly this audience."""
        wording: str | None = getattr(self, audience)
        return wording

    def audiences(self) -> tuple[Audience, ...]:
        """Those that have a wording of their own."""
        return tuple(audience for audience in AUDIENCES if self.text(audience))

    def wordings(self) -> tuple[str, ...]:
        """Every text there is: of the audiences, and the simpler one."""
        return (*self.audiences(), SIMPLER) if self.simpler else self.audiences()


def is_danger(topic: str, name: str) -> bool:
    """Whether somebody in danger or blackmailed reads it: stricter limits, two signatures (safeguarding.md J, P2)."""
    return topic == "danger" or name.startswith("utter_victim_threat")


def bubbles(text: str) -> list[str]:
    """A text's bubbles, one thought each."""
    return [" ".join(part.split("\n")).strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


class Scripts:
    """All scripts of all languages; `topics` tells which file a script stands in."""

    def __init__(self, by_language: dict[str, dict[str, Script]], topics: dict[str, str]) -> None:
        self.by_language = by_language
        self.topics = topics
        self.files: dict[str, Path] = {}  # of those that stand outside scripts/<lang>/<topic>.yml

    def add(self, name: str, language: str, script: Script, topic: str, file: Path) -> None:
        """Takes in a script that another file holds: a removal route, a platform's steps, a country's law."""
        self.by_language.setdefault(language, {})[name] = script
        self.topics[name], self.files[name] = topic, file

    def ids(self) -> set[str]:
        """The ids that exist in any language."""
        return {script for scripts in self.by_language.values() for script in scripts}

    def wordings(self, script: str, audience: str | None,
                 languages: Iterable[str]) -> Iterable[tuple[str, str, Script]]:
        """Every (language, wording, script) that could speak, best first: language outranks audience,
        because words a person cannot read help less than words meant for somebody a little older.

        Where the young have words of their own, they never get those of their elders: not even when only these are
        signed (safeguarding.md J5).
        """
        for language in languages:
            found = self.by_language.get(language, {}).get(script)
            if found:
                for candidate in _speakable(found, audience):
                    yield language, candidate, found

    def buttons(self) -> Iterable[Button]:
        """Every button of every script."""
        for scripts in self.by_language.values():
            for script in scripts.values():
                yield from script.buttons


def _speakable(script: Script, audience: str | None) -> Iterable[str]:
    if audience == SIMPLER:
        return [SIMPLER] if script.simpler else []
    candidates = [candidate for candidate in FALLBACKS[audience] if script.text(candidate)]
    not_older = {None: ("child",), "child": ("child",), "teen": ("teen", "child")}.get(audience, AUDIENCES)
    return [candidate for candidate in candidates if candidate in not_older] or candidates


def read_scripts(folder: Path, problems: list[Problem]) -> Scripts:
    """All of `folder`/<lang>/<topic>.yml; what is wrong is added to `problems`."""
    by_language: dict[str, dict[str, Script]] = {}
    topics: dict[str, str] = {}
    documents: dict[tuple[str, str], Document] = {}
    for path in sorted(folder.glob("*/*.yml")):
        document = read(path, problems)
        if document is None:
            continue
        language, scripts = path.parent.name, by_language.setdefault(path.parent.name, {})
        for name, data in _entries(document, problems):
            if name in scripts:
                first = documents[language, name].path.name
                problems.append(document.problem((name,), "twice", f"“{name}” also stands in {first}",
                                                 "keep one of the two"))
            script = parse(Script, document, problems, data, (name,))
            if script:
                scripts[name] = script
                topics[name] = path.stem
                documents[language, name] = document
                problems.extend(_misfits(name, script, document))
    return Scripts(by_language, topics)


def _entries(document: Document, problems: list[Problem]) -> Iterable[tuple[str, object]]:
    if not isinstance(document.data, dict):
        problems.append(document.problem((), "schema", "the file is not a list of scripts",
                                         "start each script with its id and a colon"))
        return
    for name, data in document.data.items():
        if SCRIPT_ID.fullmatch(str(name)):
            yield str(name), data
        else:
            problems.append(document.problem((name,), "script-id", f"“{name}” is not a script id",
                                             "write utter_ and the intent, in small letters"))


def _misfits(name: str, script: Script, document: Document) -> Iterable[Problem]:
    if not script.audiences():
        yield document.problem((name,), "no-text", f"“{name}” has no text",
                               "write it for at least one of " + ", ".join(AUDIENCES))
    for audience in script.wordings():
        spoken = " ".join(bubble for bubble in bubbles(script.text(audience) or "") if bubble not in MARKS)
        for blank in re.findall(r"\{([^}]*)\}?", spoken):
            if blank not in BLANKS:
                yield document.problem((name, audience), "blank", f"nothing can fill “{{{blank}}}”",
                                       "use one of " + ", ".join(f"{{{b}}}" for b in BLANKS))
    for i, button in enumerate(script.buttons):
        for slot in button.slots:
            if slot not in SLOTS_OF.get(button.to, ()):
                yield document.problem((name, "buttons", i), "slot", f"this button may not say “{slot}”",
                                       "use `to: inform` with " + ", ".join(SLOTS))
