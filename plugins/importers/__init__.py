"""Legacy sources to records: read, normalise, reconcile with what stands in the archive, write, account for every item.

::

    sources ─▶ readers ─▶ ParsedAlert ─▶ normalise ─▶ Record ─▶ reconcile ─▶ archive/<lang>/<year>/<id>.md
                   └──────────┴─▶ findings ─▶ report: accepted | duplicate | rejected

==================  ====================================================================================
``parsed``          what a reader hands over: everything as found
``sources``         the one place that opens paths; ``packed``: members of archives
``detect``          which format a source is in
``readers``         the table of formats
``text``            the words of an alert; ``mail``, ``html``, ``warc``, ``wxr``, ``feed`` … end there
``crosswalk``       other people's column names; ``composers``: rows of facts that have no text
``normalise``       a parsed alert becomes a record, in small steps
``identity``        ids that stay the same
``ledger``          what was written last time; ``reconcile``: what a person changed since
``duplicates``      the same alert from several sources
``report``          the account; ``desk``: where items are settled; ``run``: the dull part with disk and clock
==================  ====================================================================================
"""
