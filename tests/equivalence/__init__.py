"""Plays the same conversations through stock Rasa and through ours and compares all that matters."""
