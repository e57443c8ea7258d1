"""What is not seen between letters."""

from __future__ import annotations

import sys
import unicodedata

from bot.invisible import FORMAT_CHARACTERS


def test_every_format_character_of_unicode_is_known() -> None:
    assert list(FORMAT_CHARACTERS) == [code for code in range(sys.maxunicode + 1)
                                       if unicodedata.category(chr(code)) == "Cf"]
