"""Search: a Lunr index of every language, sharded by term, that answers in the reader's browser as the whole one would.

Adds ``search/<language>/`` to the output: a manifest, shards of postings and of vocabulary, cards and columns.

Settings: ``WHOLE_INDEX`` (a folder; the unsplit indexes are written there too), ``ALERT_WORKERS`` (processes).
"""

from __future__ import annotations
