"""Bytes to text: encodings, and the repair of what was decoded wrongly before it came here."""
