"""Names that nobody bears: people, outlets and places, each made from a number."""

from __future__ import annotations

from dataclasses import dataclass

_GIVEN = "Tavo Milu Arel Joshi Nemra Sélo Ruvan Ibelle Kéno Doraz Peñu Ulvi Zamé Lorio Benza Ámbar Wenda Issu Fadel Ñoma Ödri Cael Yumba Orsé".split()
_FIRST = "Kel Dor Sav Mun Ter Val Bre Quin Zor Lam Hes Nad Pir Gol Fen Tsu Ram Ock Jev Wil Cór Bál Mé Élu".split()
_MIDDLE = "a e i o u é á anda iro emu ola uni axi ebo ist orra".split()
_LAST = "mira doko sson lar ñez vitch ndu bal rey thi mbo glu quet zzi wen ro tana pil".split()

_OUTLETS = (
    "{0} Lantern",
    "Radio {0}",
    "The {0} Dial",
    "La Voix de {0}",
    "El Faro de {0}",
    "{0} Notebook",
    "TV {0}",
    "L'Écho {0}",
    "Diario {0}",
    "{0}-Online",
)
_PLACES = ("{0}", "{0}", "Port {0}", "{0}ville", "San {0}", "New {0}", "{0}-sur-Brume", "Villa {0}")


@dataclass(frozen=True, slots=True)
class Scene:
    """Who, what outlet and where: all that a case has in common."""

    person: str
    outlet: str
    place: str

    @property
    def targets(self) -> tuple[str, ...]:
        """The victims, as a header names them."""
        return (self.person, self.outlet)


def surname(number: int) -> str:
    """Return the surname of a number; there are some seven thousand, then they come again."""
    number, first = divmod(number * 7919, len(_FIRST))
    number, middle = divmod(number, len(_MIDDLE))
    return _FIRST[first] + _MIDDLE[middle] + _LAST[number % len(_LAST)]


def scene(person: int, outlet: int, place: int) -> Scene:
    """Return the scene of three numbers; equal numbers are the same person, outlet or place again."""
    given = _GIVEN[person // 3 % len(_GIVEN)]
    return Scene(
        person=f"{given} {surname(person)}",
        outlet=_OUTLETS[outlet % len(_OUTLETS)].format(surname(outlet + 11)),
        place=_PLACES[place % len(_PLACES)].format(surname(place + 23)),
    )
