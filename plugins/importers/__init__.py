"""Legacy sources to records: read, normalise, reconcile with what stands in the archive, write, account for every item.

::

    sources ─▶ cut ─▶ read ─▶ ParsedAlert ─▶ normalise ─▶ Record ─▶ reconcile ─▶ archive/<lang>/<year>/<id>.md
               one  └──────── many processes, killable ───┘ │ one, in order
                                  └─▶ findings ─────────────┴─▶ report: accepted | duplicate | rejected

==================  ====================================================================================
``parsed``          what a reader hands over: everything as found
``sources``         the one place that opens paths; ``packed``: members of archives
``detect``          which format a source is in
``readers``         the table of formats
``text``            the words of an alert; ``mail``, ``html``, ``warc``, ``wxr``, ``feed`` … end there
``crosswalk``       other people's column names; ``composers``: rows of facts that have no text
``normalise``       a parsed alert becomes a record, in small steps
``identity``        ids that stay the same
``ledger``          what was written last time, with ``places`` that it may name; ``reconcile``: what a person changed since
``duplicates``      the same alert from several sources
``desk``            where items are settled; ``shelf``: files written whole or not at all; ``scratch``: what must be remembered
``pieces``          what a source is cut into; ``cutting``: all sources as one row of them; ``reading``: a piece becomes items
``crew``            the processes that cut and read (``processes``), each within its ``budget``; a fault costs one item
``report``          the account; ``page``: the same to be read; ``terminal``: how far it is
``run``             the dull part with disk and clock
==================  ====================================================================================
"""
