"""Measures how well messages are understood and dangers seen, on messages written apart from the training data."""
