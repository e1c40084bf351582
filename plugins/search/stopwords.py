"""Words too common to be worth a posting: dropped from texts here, and from queries by way of the manifest.

Short on purpose. What may be a name, a date or an organisation is not in it: ``us`` (U.S.), ``who`` (WHO), ``may``,
``été``, ``son``, ``para`` (Pará).
"""

from __future__ import annotations

STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "a an and are as at be been but by for from had has have he her his i if in into is it its of on or she that"
        " the their them then there these they this to was we were which will with you your".split()
    ),
    "fr": frozenset(
        "a à au aux avec ce ces cette dans de des du elle elles en est et eu il ils la le les leur leurs lui mais ne"
        " nous on ont ou où par pas pour qu que qui sa se ses si sont sur un une vous y".split()
    ),
    "es": frozenset(
        "a al como con de del e el él en era es ese esta este fue ha han la las le les lo los más mas no o pero por"
        " que qué se sea ser si sí sin sobre su sus un una unas unos u y ya".split()
    ),
}
