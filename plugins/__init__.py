"""The archive's software: small packages, imported in one direction.

================  ==========================================================  ==========================
package           is                                                          imports
================  ==========================================================  ==========================
``alerts``        the domain: alerts, dates, vocabularies, front matter       small pure libraries
``forking``       processes: work spread over them, one alone in a folder     ``alerts``
``importers``     legacy sources to ``archive/``; never Pelican               ``alerts``, ``forking``
``site``          Pelican: reads the archive, writes the pages                ``alerts``, ``forking``
``search``        the sharded Lunr index; meets ``site`` through a            ``alerts``, ``forking``
                  ``Collection`` only
``exports``       feeds, data, citations, sitemap; meets ``site`` through     ``alerts``, ``forking``
                  Pelican's context only
``samples``       a made-up archive, for tests and benchmarks                 ``alerts``
``commands``      what is longer than a call in ``tasks.py``                  ``forking``, ``importers``
================  ==========================================================  ==========================

``tests/test_house.py`` holds the imports to this table.
"""
