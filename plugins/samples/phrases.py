"""What the made-up texts of each language are put together from: real function words around invented content words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The material of one language."""

    mark: str
    """Begins every title."""
    notice: str
    """The sentence in every body that says what it is."""
    lead: str
    """First sentence: ``source``, ``date``, ``person``, ``outlet``, ``place``, ``violation``."""
    follow: str
    """First sentence of an update: also ``earlier``, the date of what it updates."""
    titles: tuple[str, ...]
    """Headlines: ``violation``, ``person``, ``outlet``, ``place``, and three words ``a``, ``b``, ``c``."""
    headings: tuple[str, ...]
    sentences: tuple[str, ...]
    """``%s`` is a content word."""
    real: str
    """The commonest content words, divided by blanks."""
    onsets: str
    vowels: str
    endings: str
    length: float
    """Words that this language takes for a hundred of English, in hundreds."""


PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        mark="Sample:",
        notice="This text is invented: no person, outlet, place or event in it is real.",
        lead="({source}) – On {date}, {person} of “{outlet}” in {place} was reported as a case of: {violation}.",
        follow="({source}) – Further to the alert of {earlier}: on {date} there was news of {person} of “{outlet}” in {place}.",
        titles=(
            "{person} of “{outlet}”: {a} {b} in {place}",
            "{place}: {violation} – {a} {b} of the {c}",
            "{violation}: {person}, {a} and {b}",
            "“{outlet}” and its {a}: {b} {c} in {place}",
            "{a} {b} against {person} in {place}",
        ),
        headings=("Background", "What was said", "What can be done"),
        sentences=(
            "The %s of the %s %s was not %s by %s, who had been %s at the %s since the %s.",
            "According to %s, %s %s the %s and the %s without %s or %s.",
            "It is the %s's %s that %s has %s, and %s %s have been %s for it.",
            "In %s, the %s %s from the %s before any %s could %s, he said.",
            "They %s their %s with %s %s, which the %s %s had %s.",
            "“We do not %s the %s of %s,” said %s, “but the %s must %s its %s and %s.”",
            "This is not the first %s in %s: %s and %s were %s there, and %s %s still are.",
            "After the %s, %s's %s was %s to the %s of %s, where it %s.",
            "Whether %s or %s %s it is not %s to the %s, nor to %s.",
            "No %s has been %s; the %s %s that an %s into %s would %s.",
            "When %s %s, the %s of %s and %s %s were %s by the %s.",
            "She %s that the %s, like %s, had %s %s for more than %s %s.",
        ),
        real=(
            "journalist police newspaper court reporter government media editor radio station freedom expression press arrested authorities"
            " charges security released detained minister law public article information country rights trial broadcast lawyer threats"
            " investigation prison attack office national president officials interview protest equipment"
        ),
        onsets="b br c ch d dr f fl g gr h k l m n p pr r s sh st t th tr v w y z",
        vowels="a e i o u ee ai ow an en il or",
        endings="- s ed ing er ation ly ness ment al ity ive",
        length=1.0,
    ),
    "fr": Phrases(
        mark="Exemple :",
        notice="Ce texte est inventé : aucune personne, aucun média, aucun lieu et aucun événement n'y est réel.",
        lead="({source}) – Le {date}, le cas de {person}, de « {outlet} » à {place}, a été signalé : {violation}.",
        follow="({source}) – Suite de l'alerte du {earlier} : le {date}, des nouvelles de {person}, de « {outlet} » à {place}.",
        titles=(
            "{person}, de « {outlet} » : {a} {b} à {place}",
            "{place} : {violation} – {a} {b} de la {c}",
            "{violation} : {person}, {a} et {b}",
            "« {outlet} » et ses {a} : {b} {c} à {place}",
            "{a} {b} contre {person} à {place}",
        ),
        headings=("Contexte", "Ce qui a été dit", "Ce qui peut être fait"),
        sentences=(
            "Le %s de la %s %s n'a pas été %s par %s, qui se %s au %s depuis le %s.",
            "Selon %s, le %s %s la %s et le %s sans %s ni %s.",
            "C'est la %s de %s que le %s a %s, et les %s %s en ont été %s.",
            "À %s, la %s %s de la %s avant que %s ne %s, a-t-il dit.",
            "Ils ont %s leurs %s avec les %s %s, que la %s %s avait %s.",
            "« Nous ne %s pas la %s de %s », a dit %s, « mais le %s doit %s ses %s et ses %s ».",
            "Ce n'est pas le premier %s à %s : %s et %s y ont été %s, et %s %s le sont encore.",
            "Après la %s, le %s de %s a été %s à la %s de %s, où il %s.",
            "Que %s ou %s l'ait %s ne se %s pas à la %s, ni au %s.",
            "Aucune %s n'a été %s ; le %s %s qu'une %s sur la %s %s.",
            "Lorsque %s %s, la %s de %s et les %s %s ont été %s par le %s.",
            "Elle a %s que le %s, comme %s, avait %s %s depuis plus de %s %s.",
        ),
        real=(
            "journaliste police journal tribunal liberté presse expression gouvernement médias rédacteur radio autorités sécurité arrêté"
            " libéré ministre loi article information pays droits procès émission avocat menaces enquête prison agression président"
            " national interpellé détention équipement siège condamné éditeur hebdomadaire État agents indépendant"
        ),
        onsets="b bl c ch cl d f g gr j l m n p pl qu r s t tr v z",
        vowels="a e i o u é è ou oi ai eu an on in",
        endings="- s e es er é ée ement ation eur euse ait ité",
        length=1.15,
    ),
    "es": Phrases(
        mark="Muestra:",
        notice="Este texto es inventado: ninguna persona, ningún medio, ningún lugar y ningún hecho en él es real.",
        lead="({source}) – El {date} se informó del caso de {person}, de «{outlet}» en {place}: {violation}.",
        follow="({source}) – Tras la alerta del {earlier}: el {date} hubo noticias de {person}, de «{outlet}» en {place}.",
        titles=(
            "{person}, de «{outlet}»: {a} {b} en {place}",
            "{place}: {violation} – {a} {b} de la {c}",
            "{violation}: {person}, {a} y {b}",
            "«{outlet}» y sus {a}: {b} {c} en {place}",
            "{a} {b} contra {person} en {place}",
        ),
        headings=("Antecedentes", "Lo que se dijo", "Lo que se puede hacer"),
        sentences=(
            "El %s de la %s %s no fue %s por %s, que se %s en el %s desde el %s.",
            "Según %s, el %s %s la %s y el %s sin %s ni %s.",
            "Es la %s de %s lo que el %s ha %s, y los %s %s han sido %s por ello.",
            "En %s, la %s %s de la %s antes de que %s la %s, dijo él.",
            "Ellos %s sus %s con los %s %s, que la %s %s había %s.",
            "«No %s la %s de %s», dijo %s, «pero el %s debe %s sus %s y sus %s».",
            "No es el primer %s en %s: %s y %s fueron %s allí, y %s %s lo son todavía.",
            "Tras la %s, el %s de %s fue %s a la %s de %s, donde %s.",
            "Si %s o %s lo %s no se %s a la %s, ni al %s.",
            "Ninguna %s ha sido %s; el %s %s que una %s sobre la %s %s.",
            "Cuando %s %s, la %s de %s y los %s %s fueron %s por el %s.",
            "Ella %s que el %s, como %s, había %s %s desde hace más de %s %s.",
        ),
        real=(
            "periodista policía diario tribunal libertad prensa expresión gobierno medios director radio autoridades seguridad detenido"
            " liberado ministro ley artículo información país derechos juicio programa abogado amenazas investigación prisión ataque"
            " presidente nacional emisora agresión reportero equipo fiscalía condena semanario Estado agentes pública"
        ),
        onsets="b br c ch d f g gr j l ll m n ñ p pr r s t tr v z",
        vowels="a e i o u á é í ie ue an en on ar",
        endings="- s o a os as ado ada ción mente ar ando dad",
        length=1.08,
    ),
}
