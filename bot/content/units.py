"""Every unit of a library; a new kind of text is one function here and one line in SOURCES.

docs/decisions/0009-units.md tells how to add one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.content.laws import law_script
from bot.content.library import Library
from bot.content.lists import TaughtWord
from bot.content.removal import route_script
from bot.content.scripts import Button, Script, bubbles, is_danger
from bot.content.unit import LASTS, Part, Unit


def script_units(library: Library) -> Iterator[Unit]:
    """One for each wording of each script, of removal ways, platforms' steps and countries' laws too."""
    rules = _rules_behind(library)
    for language, scripts in library.scripts.by_language.items():
        for name, script in scripts.items():
            for audience in script.wordings():
                yield _wording(library, language, name, script, audience, rules.get(name, ()))


def interface_units(library: Library) -> Iterator[Unit]:
    """One for each language's file."""
    for language, words in library.interface.items():
        parts = tuple(Part(text, key) for key, text in words.items())
        yield Unit(f"interface/{language}", "interface", language, "interface", parts,
                   library.folder / "interface" / f"{language}.yml", places=tuple((key,) for key in words))


def helpline_units(library: Library) -> Iterator[Unit]:
    """One for each note that a helpline's card shows, and what a country's file says of its police."""
    for country, helplines in library.helplines.items():
        if helplines.police_note:
            yield Unit(police_id(country), "helpline", "en", "helplines", (Part(helplines.police_note),),
                       library.folder / "helplines" / f"{country}.yml", ("police_note:",),
                       sources=(helplines.police_source,) if helplines.police_source else (),
                       places=(("police_note",),))
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


def police_id(country: str) -> str:
    """The unit of what may be said of a country's police."""
    return f"helplines/{country}/police"


def script_id(language: str, name: str, wording: str) -> str:
    """The unit of one wording of a script."""
    return f"{language}/{name}/{wording}"


def _rules_behind(library: Library) -> dict[str, tuple[str, ...]]:
    """What is signed with the words of a law or a way to removal: which country, since when, for whom it is right."""
    laws = {law_script(code): (f"{law.country} {law.status} as of {law.as_of} {law.also}",)
            for code, law in library.laws.items()}
    ways = {route_script(name): (route.fits.json(), f"{route.services} {route.kind} {route.uses_file}")
            for name, route in library.removal.routes.items()}
    return {**laws, **ways}


def _wording(library: Library, language: str, name: str, script: Script, wording: str, rules: tuple[str, ...]) -> Unit:
    topic = library.scripts.topics[name]
    text = script.text(wording) or ""
    also = [f"{_led(button)}" for button in script.buttons]
    if language != "en":
        also.append(_original(library, name, wording))
    if script.instead:
        also.append(f"afterwards: {script.instead}")
    kind, place = _place(library, language, name, topic)
    titles = [*([script.title] if script.title else []), *(button.title for button in script.buttons)]
    return Unit(script_id(language, name, wording), kind, language, topic,
                tuple(Part(bubble) for bubble in bubbles(text)),
                library.file_of(language, name), (*(f"{key}:" for key in place), f"{wording}:"),
                "child" if wording == "simpler" else wording, tuple(titles),
                (*also, *rules), script.sources, script.expires, is_danger(topic, name), ((*place, wording),))


def _place(library: Library, language: str, name: str, topic: str) -> tuple[str, tuple[str, ...]]:
    """Of which kind a script is, and under which keys of its file its wordings stand."""
    if name not in library.scripts.files:
        return "script", (name,)
    kind = {"platforms": "platform"}.get(topic, topic)
    way = ("routes", name.removeprefix(route_script(""))) if kind == "removal" else ()
    return kind, (*way, "words", language)


def _led(button: Button) -> str:
    return f"{button.to} {sorted(button.slots.items())} {button.audiences}"


def _original(library: Library, name: str, wording: str) -> str:
    """A translation is signed for one English text: when that changes, somebody must look at both again."""
    english = library.scripts.by_language.get("en", {}).get(name)
    return f"translated from: {english.text(wording) if english else ''}"
