"""Decides whether a script may be spoken: drafts on this machine, signed texts only in public."""

from __future__ import annotations

from datetime import date

from bot.content.library import Library
from bot.content.reviews import digest, script_digest
from bot.content.scripts import Script

# A public process does not start without these: the first words, the danger flow, and what stands in for the rest.
REQUIRED = ("utter_welcome", "utter_notice", "utter_victim_threat_steps", "utter_draft_unavailable",
            "utter_unavailable")


def interface_text(library: Library, language: str) -> str:
    """A language's interface as the one text that is reviewed."""
    return "\n".join(f"{key}: {words}" for key, words in sorted(library.interface[language].items()))


class NotVetted(ValueError):
    """A process that may speak signed texts only lacks some that every visitor needs."""


class Vetting:
    """What may leave the process. `required` false lets drafts pass, under a banner."""

    def __init__(self, library: Library, required: bool) -> None:
        self.library = library
        self.required = required

    def allows_script(self, language: str, name: str, audience: str, script: Script) -> bool:
        """Whether this wording may be read; danger scripts need two roles (safeguarding.md P2)."""
        if not self.required:
            return True
        roles = 2 if self.library.scripts.topics[name] == "danger" else 1
        unit = f"{language}/{name}/{audience}"
        return self.library.reviews.is_vetted(unit, script_digest(script, audience), date.today(), roles)

    def allows_text(self, unit: str, text: str) -> bool:
        """Whether a unit that is one text (a helpline's note, an interface file) may be read."""
        return not self.required or self.library.reviews.is_vetted(unit, digest(text), date.today())

    def unsigned_at_start(self) -> list[str]:
        """What a vetted-only process lacks before it may start, as unit ids."""
        if not self.required:
            return []
        english = self.library.scripts.by_language.get("en", {})
        names = [*REQUIRED, *(name for name in english if self.library.scripts.topics[name] == "danger")]
        missing = [f"en/{name}" for name in names if name not in english]
        unsigned = [f"en/{name}/{audience}" for name in names if name in english
                    for audience in english[name].audiences()
                    if not self.allows_script("en", name, audience, english[name])]
        faces = [f"interface/{language}" for language in self.library.interface
                 if not self.allows_text(f"interface/{language}", interface_text(self.library, language))]
        return [*missing, *unsigned, *faces]


def refuse_unsigned(vetting: Vetting) -> None:
    """A vetted-only process starts only with its danger scripts and welcome signed."""
    unsigned = vetting.unsigned_at_start()
    if unsigned:
        raise NotVetted(f"{len(unsigned)} texts that every visitor needs are not signed by experts yet, the first is "
                         f"{unsigned[0]}. Have them reviewed, or name a supervised trial: "
                         "SERVE_DRAFTS=for-a-supervised-trial.")
