"""Alerts as plain text: e-mails of 1997 to 2008 and saved pages of the site, in three languages.

The shapes, era by era, are told in ``docs/importing.md``. Each module reads one part of them; ``reader`` puts them together.
"""
