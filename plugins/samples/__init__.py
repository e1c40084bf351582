"""A synthetic archive, plainly fictional, for tests and benchmarks.

:func:`plugins.samples.archive.sample` makes the records, :func:`plugins.samples.writing.write_sample` writes them. People, outlets,
places and all that happens are invented from syllables; codes of countries, organisations and violations are the real ones, so that
listings and maps have something to show. Every title begins with a mark, every body says that it is invented, and every header
has ``sample: yes``.
"""
