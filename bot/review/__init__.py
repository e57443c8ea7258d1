"""Brings texts to experts and their signatures back: status, pack, import."""
