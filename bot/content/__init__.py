"""Reads, types and checks what people edit in content/; plain Python."""
