"""Recognises country, age, audience, platform and language in what people write, and names countries."""

from bot.recognition.cldr import country_codes, country_name, flag
from bot.recognition.recogniser import Recognised, Recogniser

__all__ = ["Recognised", "Recogniser", "country_codes", "country_name", "flag"]
