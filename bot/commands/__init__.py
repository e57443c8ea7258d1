"""The commands of `python -m bot`, a module for each duty; those of review and preview stand with them."""
