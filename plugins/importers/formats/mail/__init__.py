"""Mails: one file, a maildir, an mbox; digests and forwards inside them. Bytes are decoded by our own rule, never by stdlib email's.

``fields``: the header; ``structure``: the parts; ``content``: the text among them; ``surroundings``: what lists and replies put around it;
``sent``: when; ``digests``: several mails as one text; ``mbox``: several mails as one file; ``reader``: mails to parsed alerts.
"""
