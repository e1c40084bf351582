"""Pages: a file, a folder, a crawl's mirror, the responses of a web archive.

::

    bytes ─▶ document (charset, budgets, head) ─▶ mailarchive │ listing │ content ─▶ blocks ─▶ the text reader ─▶ merge

What the page says in its text is read by the text reader, which knows nothing of HTML; links, lists and tables then come back into
the body that it made.
"""
