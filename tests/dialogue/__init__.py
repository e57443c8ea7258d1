import bot.dialogue  # noqa: F401 (before Rasa is imported: stand-ins for what was never installed)
