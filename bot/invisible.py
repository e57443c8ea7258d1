"""Characters that are not seen: writing tools put them between letters, and no rule or name may be missed for them."""

from __future__ import annotations

import unicodedata

# Unicode has format characters (zero-width, soft hyphen, tags of flags …) in three planes only; looking through all
# seventeen would take a tenth of a second of every start.
FORMAT_CHARACTERS = tuple(code for plane in (0x00000, 0x10000, 0xE0000) for code in range(plane, plane + 0x10000)
                          if unicodedata.category(chr(code)) == "Cf")
