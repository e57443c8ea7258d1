"""Reads from a text what help depends on: where the writer is, how old, who they are, and which platform and language they name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from bot.recognition.city_names import city_entries
from bot.recognition.lexicon import Lexicon
from bot.recognition.place_names import country_entries
from bot.recognition.text import fold
from bot.recognition.whereabouts import whereabouts
