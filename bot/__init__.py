"""A scripted chatbot about deepfakes and nudification; docs/architecture.md shows how its parts fit."""
