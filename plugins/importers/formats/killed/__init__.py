"""Facts about killed journalists to records: a row becomes one alert in three languages, in sentences composed here.

::

    row ─▶ facts ─▶ english | french | spanish ─▶ compose ─▶ three ParsedAlerts

==============  ======================================================================================
``facts``       a row's values, read and normalised; ``places`` and ``outlets`` read the two hard columns
``words``       controlled values in three languages, from the TOML files beside it
``english`` …   one module a language: headline and sentences
``compose``     a row becomes alerts; the only module that knows the importers
==============  ======================================================================================

What the columns mean, and what is decided about them, is in ``archive/README.md``.
"""
