"""Legacy sources to records: read, normalise, reconcile with what stands in the archive, write, account for every item.

::

    sources ─▶ cut ─▶ read ─▶ ParsedAlert ─▶ normalise ─▶ Record ─▶ reconcile ─▶ archive/<lang>/<year>/<id>.md
               one  └──────── many processes, killable ───┘ │ one, in an order of its own
                                  └─▶ findings ─────────────┴─▶ report: accepted | duplicate | rejected

===============  ======================================================================================  ==========================
package          is                                                                                      imports, of the importers
===============  ======================================================================================  ==========================
``decoding``     bytes to text; the repair of what was decoded wrongly before it came here               ``parsed``
``bodies``       HTML, or lines of plain text, to CommonMark that renders to the same text               ``decoding``
``normalising``  a parsed alert becomes a record, in small steps; ``identity``: ids that stay the same   ``bodies``
``formats``      ``readers`` is the table of formats; ``text``: the words of an alert, in which          ``normalising``
                 ``mail``, ``html``, ``warc``, ``wxr``, ``feed`` … end
``opening``      the one place that opens paths; members of archives; which format a source is in        ``formats``
``keeping``      records, each written whole or not at all; the ledger of what was written last time     nothing
``matching``     what belongs together: duplicates, translations, alerts that follow others              ``keeping``, ``formats``
``processes``    all sources as one row of pieces, read within a budget; a fault costs one item          ``opening``, ``matching``
``accounting``   the report, the same as a page, and what a terminal shows                               ``matching``
``settling``     items meet what stands in the archive, and what a person changed in it                  all of these
===============  ======================================================================================  ==========================

Beside them stand ``parsed`` (what a reader hands over: everything as found), ``pieces`` (what a source is cut into), ``crosswalk`` (other
people's column names), ``options``, and ``run``, the dull part with disk and clock.
"""
