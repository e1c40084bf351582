"""A piece becomes items ready to be settled: read and normalised, in whatever process. A fault in it costs the piece and no more."""

from __future__ import annotations

import datetime as dt
import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from plugins.importers.formats.readers import FORMATS
from plugins.importers.keeping.written import Written, write
from plugins.importers.matching.traits import NO_STAMP, observe
from plugins.importers.normalising.normalise import Normalised, normalise
from plugins.importers.normalising.precedence import Precedence, precedence
from plugins.importers.options import ReadOptions
from plugins.importers.parsed import ParsedAlert, Provenance, fixity, rejected
from plugins.importers.pieces import Piece
from plugins.importers.processes.budget import Budget, Verdict

BROKEN = (OSError, EOFError, zlib.error, ValueError)
"""What a reader may raise where the bytes themselves are broken."""
_LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item of a source, read and normalised."""

    parsed: ParsedAlert
    """As found, without its text, which is in the record."""
    normalised: Normalised
    written: Written | None = None
    """What the record's file says."""
    traits: bytes = b""
    """Pickled :class:`~plugins.importers.matching.traits.Traits` of the record, its file apart."""
    print: str = ""
    """Digest of the words of headline and text."""
    content: bytes = b""
    """Digest of all that the record says but its id and where it came from."""


class Sealed(NamedTuple):
    """An item as it goes from its reader to where it is settled: packed, with what tells when its turn is."""

    precedence: Precedence
    language: str
    identity: str
    """Empty for what is no record."""
    is_excerpt: bool
    data: bytes
    """A pickled :class:`ReadItem`."""


_ROWS = frozenset({"csv", "tsv", "jsonl"})
_SPECIMEN = b"On 3 May 2001 an editor was held by the police of the capital, it was said. The Foobar authorities said nothing of it."


def prepare(format_: str, options: ReadOptions) -> None:
    """Load the tables that reading a format takes, before processes are forked that all need them."""
    if format_ not in _ROWS:
        read_items(Piece(provenance=Provenance(), content=_SPECIMEN), "text", options, options.today)


def read_items(found: Piece | ParsedAlert, format_: str, options: ReadOptions, today: dt.date) -> list[Sealed]:
    """Return the items of a piece in their order; those that cannot be read are among them as rejected ones.

    Raises:
        MemoryError: if there is not enough of it.
    """
    return [_ready(parsed, options, today) for parsed in _parsed(found, format_, options)]


def refusal(found: Piece | ParsedAlert, verdict: Verdict, budget: Budget, ending: str) -> Sealed:
    """Return the item that stands for a piece whose reading ended its process; ``ending`` says how."""
    provenance = found.provenance
    if isinstance(found, Piece) and isinstance(found.content, bytes):
        provenance = replace(provenance, sha256=fixity(found.content))
    code, told = reason(verdict, budget, ending)
    return settled(rejected(provenance, code, f"reading it {told}"))


def reason(verdict: Verdict, budget: Budget, ending: str) -> tuple[str, str]:
    """Return a code and the words for what ended a process."""
    match verdict:
        case Verdict.TIME:
            return "over-budget", f"took more than {budget.seconds:g} seconds of a processor. Take the text out by hand"
        case Verdict.CLOCK:
            return "over-budget", f"did not end within {budget.clock:g} seconds. Take the text out by hand"
        case Verdict.MEMORY:
            return "over-budget", f"took more than {budget.memory:,} bytes of memory. Take the text out by hand"
        case Verdict.CRASH | Verdict.KILLED:
            return "reader-failed", f"ended the process ({ending}). Report it, with the item"


def settled(parsed: ParsedAlert) -> Sealed:
    """Return an item that is none and needs no more reading."""
    return _sealed(parsed, Normalised(None, parsed.findings))


def _parsed(found: Piece | ParsedAlert, format_: str, options: ReadOptions) -> Iterator[ParsedAlert]:
    if isinstance(found, ParsedAlert):
        yield found
        return
    is_empty = True
    try:
        for parsed in FORMATS[format_].read_piece(found, options):
            is_empty = False
            yield parsed
    except MemoryError:
        raise
    except BROKEN as error:
        yield rejected(found.provenance, "item-unreadable", f"it cannot be read on ({_shown(error)}). Get a whole copy")
    except Exception as error:  # noqa: BLE001 - one bad item never stops the batch, not even by a fault of ours
        yield _failed(found.provenance, error)
    else:
        if is_empty:
            yield rejected(found.provenance, "source-empty", "there is no item in it")


def _ready(parsed: ParsedAlert, options: ReadOptions, today: dt.date) -> Sealed:
    table = options.crosswalk
    try:
        normalised = normalise(parsed, today=today, date_order=table.date_order, notice=table.notice)
        return _sealed(replace(parsed, body=""), normalised)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - likewise
        return settled(_failed(parsed.provenance, error))


def _sealed(parsed: ParsedAlert, normalised: Normalised) -> Sealed:
    # Here, where several processes read and each keeps a budget: what is left to do for an item when it is settled is done by one.
    record = normalised.record
    own = precedence(parsed, record)
    item = ReadItem(parsed, normalised)
    if record is not None:
        traits = observe(record, "", NO_STAMP)
        packed = pickle.dumps(traits, pickle.HIGHEST_PROTOCOL)
        item = ReadItem(parsed, normalised, write(record), packed, traits.print, own.content)
    data = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
    return Sealed(
        precedence=own,
        language=record.alert.lang if record is not None else "",
        identity=parsed.identity if record is not None else "",
        is_excerpt=bool(parsed.excerpt_of),
        data=data,
    )


def _failed(provenance: Provenance, error: Exception) -> ParsedAlert:
    return rejected(provenance, "reader-failed", f"the reader failed on it ({_shown(error)}). Report it, with the item")


def _shown(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_MESSAGE]
