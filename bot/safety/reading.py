"""Reads a message into plain words: what the rules are matched against."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Token
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from bot.safety.folding import fold
from bot.safety.phrase_graph import STOP
from bot.safety.phrases import NUMBER
from bot.safety.spelling import Spelling

LINK = "<link>"  # stands for an address, whose letters are no words

_EDGE = [r"[\"'(\[{<\-–—*_~#.,:;!?/&=|\\…]+"]
_END = [r"[\"')\]}>\-–—*_~.,:;!?/&=|\\…]+", r"[.!?;]+[\"')\]}>]*"]
_INSIDE = [r"[\"(\[\])<>{}\-–—_~,:;?/&=|\\…]+", r"\.+", r"!{2,}"]
_AMOUNT = re.compile(r"[$€£₹]?\d[\d.,]*(?:k|[$€£₹])?")
_NO_LETTER = re.compile(r"[\W_]+")
_PLAIN = re.compile(r"(?<!\S)[^\W\d_]+(?=[.,!?;:]*(?:\s|$))")  # a word of letters alone, which no rule of ours cuts


@dataclass(frozen=True)
class Reading:
    """The words of a message, STOP between sentences; `quoted[i]` when word i stands in quotation marks."""

    words: tuple[str, ...]
    quoted: tuple[bool, ...]


class Reader:
    """Reads messages of one language. Keeps nothing of them: spaCy works inside a memory zone, plain words come out."""

    def __init__(self, language: str, spelling: Spelling, emoji: Mapping[str, str], lookalikes: bool) -> None:
        self._spelling = spelling
        self._lookalikes = lookalikes
        self._emoji = {fold(sign): f" {word} " for sign, word in emoji.items()}
        self._signs = re.compile("|".join(map(re.escape, sorted(self._emoji, key=len, reverse=True))) or r"(?!)")
        self.nlp = _blank(language)
        self._cuts_by_rule = isinstance(self.nlp.tokenizer, Tokenizer)
        self._alone = threading.Lock()  # a vocabulary has one memory zone at a time

    def read(self, text: str) -> Reading:
        """The message as words."""
        folded = self._signs.sub(lambda sign: self._emoji[sign.group()], fold(text, self._lookalikes))
        words: list[str] = []
        quoted: list[bool] = []
        inside = False
        for token in _spelled_out(self._tokens(folded), self._spelling.joined):
            if '"' in token and not _has_letter(token):
                inside = not inside
            read = (STOP,) if _ends_sentence(token) else self._words(token)
            words.extend(read)
            quoted.extend([inside] * len(read))
        return Reading(tuple(words), tuple(quoted))

    def _tokens(self, folded: str) -> list[str]:
        """The tokens; one that ends a sentence ends in a blank, and an address is LINK."""
        text = folded.replace("'", "") + " "
        # spaCy forgets the strings of a zone, but its tables grow with every new word: it gets words' lengths alone.
        shape = _PLAIN.sub(lambda word: "x" * len(word[0]), text) if self._cuts_by_rule else text
        with self._alone, self.nlp.memory_zone():
            return [LINK if self._is_address(token) else text[token.idx:token.idx + len(token.text_with_ws)]
                    for token in self.nlp.make_doc(shape)]

    def _is_address(self, token: Token) -> bool:
        """Whether the token is a link or an e-mail; "want.to.die" looks like one to spaCy."""
        return token.like_email or (
            token.like_url and not all(self._spelling.knows(part) for part in token.text.split(".")))

    def _words(self, token: str) -> tuple[str, ...]:
        token = token.strip()
        if token == LINK:
            return (LINK,)
        if not _has_letter(token):
            return ()
        whole = self._word(token)
        if whole != (token,) or token.isalnum():
            return whole
        return tuple(word for part in _NO_LETTER.split(token) if part for word in self._word(part))

    def _word(self, token: str) -> tuple[str, ...]:
        if _AMOUNT.fullmatch(token) and not self._spelling.knows(token):
            return (NUMBER,)
        return self._spelling.read(token)


def _has_letter(token: str) -> bool:
    return any(sign.isalnum() for sign in token)


def _ends_sentence(token: str) -> bool:
    """A full stop inside a word (i.want.to) or dots that trail off (…) end nothing."""
    if _has_letter(token) or token == LINK:
        return False
    return "\n" in token or any(m in token for m in "!?;।。؟۔") or (
        token.count(".") == 1 and (token.endswith(" ") or "\n" in token))


def _spelled_out(tokens: list[str], joined: Callable[[str], object]) -> list[str]:
    """Tokens, with runs of three or more single letters (d i e, k.m.s) made one where that gives known words."""
    result: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        bare = token.strip()
        if len(bare) == 1 and bare.isalpha():
            run.append(bare)
        elif run and bare in {".", "-", "_", "*", "/"} and token:
            continue
        else:
            word = "".join(run)
            result.extend([word] if len(run) > 2 and joined(word) else run)
            run = []
            if token:
                result.append(token)
    return result


def _blank(language: str) -> Language:
    """spaCy's tokenizer of the language, which needs no model; it must not cut "dont" or "wanna" in two."""
    try:
        nlp = spacy.blank(language)
    except ImportError:
        nlp = spacy.blank("xx")
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.rules = {}
        nlp.tokenizer.prefix_search = compile_prefix_regex(_EDGE).search
        nlp.tokenizer.suffix_search = compile_suffix_regex(_END).search
        nlp.tokenizer.infix_finditer = compile_infix_regex(_INSIDE).finditer
    return nlp
