"""What an import that was killed had settled of the archive as a whole is taken back before the next one settles any item.

What is near to what can only be told where all that was compared is as it was; and an id that a link had left free would be taken by
another item, which had to go without before.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from plugins.importers.keeping.ledger import Ledger
from plugins.importers.keeping.shelf import Shelf, renew
from plugins.importers.matching.bonds import unmarked
from plugins.importers.matching.changes import Changes
from plugins.importers.matching.duplicates import Duplicates
from plugins.importers.matching.observed import Observed
from plugins.importers.matching.register import Register
from plugins.importers.matching.reversible import Link


def take_back(
    archive: Path, shelf: Shelf, ledger: Ledger, duplicates: Duplicates, *, is_rehearsal: bool = False
) -> None:
    """Take back what an import had settled of the archive as a whole which was killed, before items are settled again.

    Raises:
        OSError: if something cannot be read or written; doing it again finishes it.
    """
    if not ledger.linked:
        return
    with tempfile.TemporaryDirectory() as folder:
        register = Register(archive, shelf, Path(folder), Observed(), is_rehearsal=is_rehearsal)
        changes = Changes(archive, shelf, ledger, duplicates, register)
        _forget_links(changes, ledger)
        if not is_rehearsal:
            for path, lines in changes.changed():
                renew(path, lines)
        _begin_anew(changes, ledger)


def _forget_links(changes: Changes, ledger: Ledger) -> None:
    """Forget the links that an import had made which was killed: what it knew of others is lost. What a person decided stands."""
    for (language, record_id), (former, confidence) in sorted(ledger.linked.items()):
        if confidence:
            changes.links.forget(Link(language, former, record_id, confidence))
        else:
            changes.links.add((language, former), record_id, confidence)


def _begin_anew(changes: Changes, ledger: Ledger) -> None:
    """Let records have the ids again that they had before the import linked them which was killed."""
    for (language, record_id), (former, confidence) in sorted(ledger.linked.items()):
        if confidence:
            changes.rename((language, record_id), former, unmarked(former))
    ledger.linked.clear()
