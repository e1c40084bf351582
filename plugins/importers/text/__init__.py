"""Alerts as plain text: e-mails of 1997 to 2008 and saved pages of the site, in three languages.

The shapes are those of the format atlas: see ``docs/text-shapes.md``.
"""
