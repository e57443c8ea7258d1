"""Measures the product next to the bot that `rasa init` makes: `python -m bench`."""
