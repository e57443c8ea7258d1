"""Shows every text as the bubbles people see, for editors and experts."""
