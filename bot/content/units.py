"""Every unit of a library; a new kind of text is one function here and one line in SOURCES.

docs/decisions/0009-units.md tells how to add one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.content.library import Library
from bot.content.lists import TaughtWord
from bot.content.scripts import Button, Script, bubbles, is_danger
from bot.content.unit import LASTS, Part, Unit


def script_units(library: Library) -> Iterator[Unit]:
    """One for each wording of each script; a script of a country's law ends with the law's date."""
    for language, scripts in library.scripts.by_language.items():
        for name, script in scripts.items():
            for audience in script.wordings():
                yield _wording(library, language, name, script, audience)


def interface_units(library: Library) -> Iterator[Unit]:
    """One for each language's file."""
    for language, words in library.interface.items():
        parts = tuple(Part(text, key) for key, text in words.items())
        yield Unit(f"interface/{language}", "interface", language, "interface", parts,
                   library.folder / "interface" / f"{language}.yml", places=tuple((key,) for key in words))


def helpline_units(library: Library) -> Iterator[Unit]:
    """One for each note that a helpline's card shows."""
    for country, helplines in library.helplines.items():
        for i, service in enumerate(helplines.services):
            if service.note:
                yield Unit(f"helplines/{service.id}", "helpline", "en", "helplines", (Part(service.note),),
                           library.folder / "helplines" / f"{country}.yml", (f"id: {service.id}", "note:"),
                           sources=(service.source,) if service.source else (),
                           places=(("services", i, "note"),))


def word_units(library: Library) -> Iterator[Unit]:
    """One for each word that the chat teaches."""
    for i, word in enumerate(library.words):
        yield Unit(word_id(word), "word", word.language, "words",
                   (Part(word.meaning),), library.folder / "words.yml", (f'word: "{word.word}"',), "child",
                   also=(word.word,), places=((i, "meaning"),))


def link_units(library: Library) -> Iterator[Unit]:
    """One for each site that visitors are sent to: a link goes out in public only when a person has signed for it."""
    for link in library.links:
        yield Unit(f"links/{link.host}", "link", "en", "links", (Part(f"{link.host}: {link.owner}"),),
                   library.folder / "links.yml", (f"host: {link.host},",))


# Where units come from; each function may give units of any kind of LASTS.
SOURCES: tuple[Callable[[Library], Iterable[Unit]], ...] = (
    script_units, interface_units, helpline_units, word_units, link_units)


def all_units(library: Library) -> list[Unit]:
    """Every unit, place by place."""
    return [unit for units in SOURCES for unit in units(library)]


def days_a_signature_holds(library: Library, kind: str) -> int:
    """As content/expiry.yml says, never longer than the kind allows."""
    return min(LASTS[kind], library.expiry.get(kind, LASTS[kind]))


def word_id(word: TaughtWord) -> str:
    """The unit of a word's explanation."""
    return f"words/{word.language}/{word.word.replace(' ', '-')}"


def script_id(language: str, name: str, wording: str) -> str:
    """The unit of one wording of a script."""
    return f"{language}/{name}/{wording}"


def _wording(library: Library, language: str, name: str, script: Script, wording: str) -> Unit:
    topic = library.scripts.topics[name]
    text = script.text(wording) or ""
    also = [f"{_led(button)}" for button in script.buttons]
    if language != "en":
        also.append(_original(library, name, wording))
    if script.law:
        also.append(script.law.json())
    return Unit(script_id(language, name, wording), "law" if script.law else "script", language, topic,
                tuple(Part(bubble) for bubble in bubbles(text)),
                library.folder / "scripts" / language / f"{topic}.yml", (f"{name}:", f"{wording}:"),
                "child" if wording == "simpler" else wording, tuple(button.title for button in script.buttons),
                tuple(also), script.sources, script.law.expires if script.law else None, is_danger(topic, name),
                ((name, wording),))


def _led(button: Button) -> str:
    return f"{button.to} {sorted(button.slots.items())} {button.audiences}"


def _original(library: Library, name: str, wording: str) -> str:
    """A translation is signed for one English text: when that changes, somebody must look at both again."""
    english = library.scripts.by_language.get("en", {}).get(name)
    return f"translated from: {english.text(wording) if english else ''}"
