"""Undoes what writing tools and hurried hands do to letters: styles, accents, invisible marks, look-alikes, case."""

from __future__ import annotations

import unicodedata

from bot.invisible import FORMAT_CHARACTERS

_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝɡαβεικμνορτυχᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abekmhopctyxijsdqwgabeikmvoptuxabcdefghijklmnoprstuvwyz",
)
_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»「」『』〝〞", '"'), **dict.fromkeys("‘’‚‛`´ʼ＇ʹ′", "'")})
# Combining accents, variation selectors, and every invisible format character (zero-width space, soft hyphen …).
_NOISE = dict.fromkeys([*range(0x0300, 0x0370), *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *FORMAT_CHARACTERS])

# One character may fold into eighteen letters; a message of 16,000 characters is read, not what it can be blown up to.
MOST = 16_000


def fold(text: str, lookalikes: bool = True) -> str:
    """`text` in small, plain letters, with straight quotes and nothing invisible; word order untouched.

    `lookalikes`: read Cyrillic, Greek and small-capital letters as the Latin ones they resemble;
    off for languages written in them.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_QUOTES)).translate(_NOISE)[:MOST]
    plain = unicodedata.normalize("NFC", plain).casefold().translate(_QUOTES)
    return plain.translate(_LOOKALIKES) if lookalikes else plain


def is_foreign_to_latin(text: str) -> bool:
    """Whether `text` is written with Greek or Cyrillic letters, so that look-alikes must stay."""
    return any("\u0370" <= letter <= "\u052f" for letter in text)
