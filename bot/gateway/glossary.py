"""Explains a hard word where it first stands in a conversation with somebody young."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.library import Library
from bot.content.lists import TaughtWord
from bot.content.units import word_id
from bot.content.vetting import Vetting
from bot.content.wording import known_names
from bot.gateway.conversations import Conversation

MOST = 2  # explanations in one answer: more would hide what it says
READERS = (None, "child", "teen")


class Glossary:
    """The words of content/words.yml, each explained once in a conversation."""

    def __init__(self, library: Library, vetting: Vetting) -> None:
        self._words = [(word, known_names(frozenset({word.word}))) for word in library.words]
        self._vetting = vetting

    def terms(self, text: str, language: str, conversation: Conversation, room: int = MOST) -> list[dict[str, str]]:
        """[{word, meaning}] for words this text holds and the conversation has not explained yet, `room` at most."""
        if conversation.audience not in READERS:
            return []
        found = list(self._new(text, language, conversation))[:room]
        conversation.explained |= {word.word for word in found}
        return [{"word": word.word, "meaning": word.meaning} for word in found]

    def _new(self, text: str, language: str, conversation: Conversation) -> Iterator[TaughtWord]:
        for word, names in self._words:
            known = word.word in conversation.explained or word.language != language
            if not known and names.stands_in(text) and self._vetting.allows(word_id(word)):
                yield word
