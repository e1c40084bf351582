"""Finding out what has changed since another build."""

from __future__ import annotations

import marshal
from collections.abc import Iterator

from plugins.alerts import labels
from plugins.alerts.changes import Changes
from plugins.alerts.model import AlertId
from plugins.site.reading.records import Known, Records
from plugins.site.reading.rows import from_row, header_of, tallied_of
from plugins.site.reading.shown import ShownLabels

# Above this share of changed records, laying out the site anew is less work than finding out what they concern.
_SHARE = 0.02
_FEW = 20


def changes_between(before: Records, now: Records) -> Changes | None:
    """Return what is different; nothing where that is too much, or too tangled, to be told."""
    if not before.known:
        return None
    if before.has_doubles() or now.has_doubles():
        # Which of two records with one id is published may change with either.
        return None
    withdrawn_now = {one[0]: one for one in now.withdrawn}
    withdrawn_before = {one[0]: one for one in before.withdrawn}
    ids = {one for one in {*withdrawn_now, *withdrawn_before} if withdrawn_now.get(one) != withdrawn_before.get(one)}
    paths = {path for path in now.unlike(before) if not _is_same(before.known.get(path), now.known.get(path))}
    if ids:
        paths |= {path for all_ in (before, now) for path, one in all_.known.items() if one.id in ids}
    if len(paths) > max(_FEW, _SHARE * len(now.known)):
        return None
    return Changes(
        since=before.fingerprint(),
        before=tuple(before.known[path].entry(path) for path in sorted(paths) if before.published(path)),
        after=tuple(now.known[path].entry(path) for path in sorted(paths) if now.published(path)),
        withdrawn=frozenset(map(AlertId, ids)),
    )


def relabelled(before: Records, shown: ShownLabels) -> Iterator[tuple[str, Known]]:
    """Yield the path of every record of which a term is called otherwise now, and what is known of it then: its file says what it said."""
    changed = labels.changed(before.called, shown.table)
    for path, one in before.known.items() if changed else ():
        if one.row:
            row = marshal.loads(one.row)  # noqa: S302 (our own)
            alert = from_row(row)
            if not changed.isdisjoint(labels.terms_of(alert)):
                called = shown.of(alert)
                yield path, one._replace(header=header_of(row, called), tallied=tallied_of(row, called))


def _is_same(one: Known | None, other: Known | None) -> bool:
    return (
        one is not None
        and other is not None
        and (one.digest, one.header, one.row) == (other.digest, other.header, other.row)
    )
