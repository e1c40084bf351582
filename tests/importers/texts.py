"""Texts of the shapes that the atlas lists, made up, with what must be read from each."""

from __future__ import annotations

from typing import Any

EMAIL_EN = """\
---------- Forwarded message ----------
From: IFEX <someone@example.org>
Date: Tue, 8 Sep 1998 11:02:03 -0400 (EDT)
Subject: Zambia alert (editor detained)

IFEX - News from the international freedom of expression community
_________________________________________________________________

ALERT - ZAMBIA

8 September 1998

Editor detained overnight after story on maize prices; two of his
reporters go into hiding

SOURCE: Media Institute of Southern Africa (MISA), Windhoek

(MISA/IFEX) - On 7 September 1998 the police in Ndola took Martin Tembo, who
edits the weekly "Copperbelt Eye", from his home and kept him for the night
in the central police station.

He was let out in the morning. No charge was brought.

RECOMMENDED ACTION:

Send appeals to authorities:
- saying that nobody should be held for what a newspaper has printed about
prices
- asking that the two reporters be left in peace

APPEALS TO:

The Inspector General
Police Headquarters
P.O. Box 1
Lusaka, Zambia
Fax: +260 1 000000

The information contained in this alert is the sole responsibility of MISA.
"""

EMAIL_ES = """\
IFEX - Noticias de la comunidad internacional de la libertad de expresión
_________________________________________________________________

ACTUALIZACIÓN - PERÚ

el 3 de marzo de 2006

Absuelven a director de radio procesado por difamación

FUENTE: El Instituto Prensa y Sociedad (IPYS), Lima

**Actualización de las alertas de IFEX del 12 de febrero y 30 de noviembre de 2005, y otras**

(IPYS/IFEX) - El 1 de marzo de 2006, un juez de Huaraz absolvió a Julio Quispe, director de Radio Nieve.
"""

EMAIL_FR = """\
IFEX - Nouvelles de la communauté internationale de défense de la liberté d'expression
_________________________________________________________________
MISE À JOUR - TCHAD
le 14 juillet 2004
Un rédacteur condamné à une amende
SOURCE : Reporters sans frontières (RSF), Paris
**Mise à jour des alertes de l'IFEX des 2 juillet et 30 juin 2004**
(RSF/IFEX) - Le 12 juillet 2004, un tribunal de N'Djamena a condamné Ali Moussa, du journal « Le Puits », à une amende.
"""

WEB_1998 = """\
URL: https://ifex.org/radio-station-searched-3

(A/B) is no credit.
"""

SEVERAL = """\
URL: https://ifex.org/thirty-groups-ask-for-release-of-poet

(WAN/IPI/IFEX) – The following is a joint statement by thirty press groups, dated 4 June 2003:

Thirty groups ask for the release of the poet Sorin Albu

The poet has been held in Chisinau since 2 May 2003.
"""

DATED_FR = """\
URL: https://www.ifex.org/cote_d_ivoire/2010/11/05/newspaper_suspended/fr/

RÉGIONS:

SUBSCRIBE:

Sign up for weekly updates

Un journal suspendu pour douze jours

(MFWA/IFEX) - Le 3 novembre 2010, le conseil de la presse a suspendu « Le Matin clair » pour douze jours.

Dernier Tweet :

Something else altogether
"""

NO_SEPARATOR = """\
URL: https://ifex.org/photographer-hit-by-guards

(IPYS/IFEX) On 23 October 1998, guards of the bullring in Quito hit the photographer Ana Paz and broke her camera.
She has made a complaint.
"""

LETTER = """\
URL: https://ifex.org/cpj-asks-president-to-lift-ban-on-weekly

(CPJ/IFEX) – Below is the complete text of a letter which CPJ sent to President Yahya Jammeh on 9 August 2001:

Dear President Jammeh,

We write to ask that the weekly “The Oar” be allowed to come out again.
"""

UPPER_INNER = """\
URL: https://ifex.org/es/rsf-pide-la-liberacion-de-un-locutor

(RSF/IFEX) – Lo que sigue es un comunicado de prensa de RSF, con fecha del 21 de marzo de 2003:

UN LOCUTOR SIGUE PRESO

Reporteros sin Fronteras pide que se libere al locutor Luis Roa, preso en Asunción desde el 2 de marzo.
"""

DIFFUSION = """\
URL: https://ifex.org/fr/un-correspondant-expulse-du-pays

Ci-dessous, un communiqué de presse de RSF:
10 avril 2000 : diffusion immédiate
Un correspondant est expulsé
RSF proteste contre l’expulsion de Jean Blot, correspondant à Lomé, mis dans un avion le 8 avril 2000.
"""

BACKGROUND = """\
URL: https://ifex.org/second-arrest-of-a-cartoonist

**For background to previous arrest, see IFEX alert dated 24 May 1996** Police in Lagos arrested the cartoonist Tunde Ojo for the second time on 2 June 1996. Source: Media Rights Agenda, Lagos
"""

RELATED_AFTER = """\
URL: https://ifex.org/two-more-stations-warned

(GHM/IFEX) – Two more stations in Athens were warned on 22 January 1998.
**See IFEX alert of 20 January 1998 for related case**
They may be closed.
"""

WRAPPED_MARKER = """\
URL: https://ifex.org/trial-of-three-editors-goes-on

**Updates IFEX alerts of 26, 25 and 13 September, 20 and 16 June, 13 April,
20 February, 24 January 2006, and others**

(RSF/IFEX) - The trial of three editors went on in Addis Ababa on 28 September 2006.
"""

TWO_LISTS = """\
URL: https://ifex.org/fr/nouveau-report-du-proces

**Mise à jour des alertes de l’IFEX des 6 et 4 avril 2000. Pour des renseignements complémentaires sur le cas de M. Sarr, consultez les alertes de l’IFEX des 19 et 8 octobre 1999 et 24 juin 1998**
(RSF/IFEX) – Le procès d’Omar Sarr, à Dakar, a été reporté le 11 avril 2000.
"""

INLINE_ES = """\
URL: https://ifex.org/es/otra-amenaza-contra-un-editor

(FLIP/IFEX) – El 20 de noviembre de 2003 el editor Pablo Luna recibió otra amenaza en Medellín (ver las alertas de IFEX del 13 de noviembre, 4 y 3 de septiembre de 2003 y otras).
"""

TEASER_ONLY = """\
URL: https://ifex.org/daily-told-to-stop-printing

(BAJ/IFEX) – On 5 May 2004 the ministry told the daily “Dzen” to stop printing for three months because it had not given notice of its move to another street of Minsk, and the printers, who had the paper on the press already, threw the whole run away before the editor could come […]
"""

OLD_ALERT = """\
URL: https://ifex.org/reporter-freed-after-a-week

**Updates IFEX CH alert dated 3 February 1995** Ayele Bekele of the weekly “Tiqit” was freed on 10 February 1995 after a week. Source: Ethiopian Free Press Journalists’ Association, Addis Ababa
"""

ORIGINAL_EN = """\
URL: https://ifex.org/court-upholds-fine-against-blogger

The court did not hear the defence.
This statement was originally published on article19.org on 7 May 2015.
A court in Nairobi upheld the fine against the blogger Joy Wanjiru on 5 May 2015.
"""

CAMPAIGN_FR = """\
URL: https://ifex.org/fr/?p=290123

(IFEX-TMG) – Des membres du groupe ont été suivis à Tunis le 18 avril 2006 par des policiers en civil.
"""

CONGO = """\
URL: https://ifex.org/station-shut-in-congo

(RSF/IFEX) – A station was shut in Congo on 4 May 1998.
"""

AMERICAN = """\
IFEX - News from the international freedom of expression community
UPDATE - PAKISTAN

June 19 2007

Channel back on the air

SOURCE: Pakistan Press Foundation (PPF), Karachi

(PPF/IFEX) - The channel was back on the air on the evening of 18 June.
"""

HALF_REPAIRED = """\
URL: https://ifex.org/fr/un-quotidien-perd-son-proces

(RSF/IFEX) – Le 3 mai 2000, le directeur du quotidien âLâÃveilâ, à Bamako, a perdu son procès contre lâÃtat. Il sâest dit déçu de lâarrêt rendu âà huis closâ.
"""

FORWARDED_1997 = """\
URL: http://www.example.org/list/0123.html

Subject: Nigeria alert (union official detained)
From: IFEX <someone@example.org>
Date: Thu, 3 Jul 1997 18:11:00 -0400 (EDT)

IFEX- News from the international freedom of expression community
_________________________________________________________________

3 July 1997

Union official detained

SOURCE: Independent Journalism Centre (IJC), Lagos

(IJC/IFEX) - IJC reports that the secretary of the union, Ladi Lawal, has been
held by soldiers since 1 July 1997.
"""

DATELINE = """\
URL: https://ifex.org/cpj-concerned-about-detention-of-reporter

(CPJ/IFEX) – The following is a CPJ press release:
REPORTER HELD WITHOUT CHARGE
New York, October 23, 2001-As of today, Yohannes Abebe has spent a month in a cell in Asmara without charge.
The government of Eritrea has closed every private paper.
"""

GERMAN_MAIL = """\
An: liste@example.org
Betreff: PAKISTAN: Editor missing
Datum: Fri, 22 Jun 2007 09:00:00 +0200
Von: someone@example.org

IFEX - News from the international freedom of expression community

UPDATE - PAKISTAN

June 21 2007

Editor still missing

SOURCE: Reporters Without Borders (RSF), Paris

**Updates IFEX alert of 19 June 2007**

(RSF/IFEX) - RSF has asked where the editor is who was taken away by men in plain clothes.
"""

SEVERAL_SOURCES = """\
IFEX - Noticias de la comunidad internacional de la libertad de expresión
_________________________________________________________________

ALERTA - ARGENTINA

el 2 de septiembre de 2004

Gobernador veta ley de acceso a la información

FUENTES: PERIODISTAS, Buenos Aires
Asociación por los Derechos Civiles (ADC), Buenos Aires

El gobernador de Salta vetó el 30 de agosto la ley de acceso a la información.

La información contenida en esta alerta es responsabilidad de PERIODISTAS.
"""

RELEASE_ASKED = """\
URL: https://ifex.org/fr/rsf-demande-la-liberation-dun-redacteur

(RSF/IFEX) – RSF a demandé la libération d’Idrissa Kane, rédacteur à Bamako, arrêté le 4 mai 2001.
"""

RELEASED = """\
URL: https://ifex.org/es/liberan-a-periodista-secuestrado

(FLIP/IFEX) – El 6 de mayo de 2003 fue liberado el periodista Ramón Eduardo Mora.
"""

WORDS_BEFORE_DEEDS = """\
URL: https://ifex.org/police-search-newspaper-offices

(MISA/IFEX) – In a 3 July 1999 statement, MISA said that police searched the offices of “The Namibian Star” in Windhoek on 1 July.
"""

STILL_TO_COME = """\
URL: https://ifex.org/editor-goes-on-trial-tomorrow

(RSF/IFEX) – RSF calls for charges against Ibrahim Sow to be dropped. The trial of the editor will open in Conakry on 12 May 2004. He was arrested on 3 May.
"""

RISING_ID = """\
URL: https://ifex.org/es/?p=300095

(FLIP/IFEX) – El 11 de septiembre, hombres armados entraron a la emisora Radio Llano en Villavicencio y amenazaron a su director.
"""

ROUND_UP = """\
URL: https://ifex.org/abductions-and-the-policing-of-protest

Abductions and the policing of protest

July 2024 in Africa: A free expression and civic space round-up produced by IFEX’s Regional Editor, based on IFEX member reports.

This article is more than 1 year old

In Kenya, young people took to the streets on 18 June 2024. Police answered with tear gas.

Recent articles in Africa

Other things
"""

MIRROR = """\
URL: http://preview.ifex.org.nmsrv.com/international/1999/11/30/l_adh_sion_de_quatre_nouveaux_membres/fr/

Use a secure connection
Why this is important

This is available in:

English Français Español

L?ADHÃSION DE QUATRE NOUVEAUX MEMBRES

Le site web de lâÃchange international de la liberté dâexpression a été refait. On y cherche par mot, par pays et par date.
"""

# Name → text, what must be read from it. Keys are fields of a record; `extra` is of its unknown keys.
TEXTS: dict[str, tuple[str, dict[str, Any]]] = {
    "e-mail, English": (
        EMAIL_EN,
        {
            "lang": "en",
            "kind": "alert",
            "countries": ("ZM",),
            "issued": "1998-09-08",
            "occurred": "1998-09-07",
            "sources": ("MISA",),
            "title": "Editor detained overnight after story on maize prices; two of his reporters go into hiding",
        },
    ),
    "e-mail, Spanish": (
        EMAIL_ES,
        {
            "lang": "es",
            "kind": "update",
            "countries": ("PE",),
            "issued": "2006-03-03",
            "occurred": "2006-03-01",
            "sources": ("IPYS",),
            "updates": ("2005-02-12", "2005-11-30"),
            "updates_open": "yes",
        },
    ),
    "e-mail, French, without blank lines": (
        EMAIL_FR,
        {
            "lang": "fr",
            "kind": "update",
            "countries": ("TD",),
            "issued": "2004-07-14",
            "occurred": "2004-07-12",
            "sources": ("RSF",),
            "updates": ("2004-07-02", "2004-06-30"),
            "title": "Un rédacteur condamné à une amende",
        },
    ),
    "credit of several": (
        SEVERAL,
        {"kind": "statement", "sources": ("WAN", "IPI"), "issued": "2003-06-04", "countries": ("MD",)},
    ),
    "dated address": (
        DATED_FR,
        {
            "lang": "fr",
            "kind": "alert",
            "countries": ("CI",),
            "issued": "2010-11-05",
            "occurred": "2010-11-03",
            "sources": ("MFWA",),
            "title": "Un journal suspendu pour douze jours",
        },
    ),
    "credit without a dash": (
        NO_SEPARATOR,
        {"kind": "alert", "countries": ("EC",), "issued": "1998-10", "occurred": "1998-10-23", "sources": ("IPYS",)},
    ),
    "letter": (LETTER, {"kind": "letter", "sources": ("CPJ",), "countries": ("GM",), "issued": "2001-08-09"}),
    "press release, Spanish": (
        UPPER_INNER,
        {"lang": "es", "kind": "press-release", "sources": ("RSF",), "countries": ("PY",), "issued": "2003-03-21"},
    ),
    "press release, date on the next line": (
        DIFFUSION,
        {"lang": "fr", "kind": "press-release", "sources": ("RSF",), "countries": ("TG",), "issued": "2000-04-10"},
    ),
    "background marker": (
        BACKGROUND,
        {
            "kind": "alert",
            "updates": (),
            "background": ("1996-05-24",),
            "countries": ("NG",),
            "sources": ("MRA",),
            "occurred": "1996-06-02",
        },
    ),
    "related marker": (RELATED_AFTER, {"updates": (), "background": (), "related": "1998-01-20", "countries": ("GR",)}),
    "wrapped marker": (
        WRAPPED_MARKER,
        {
            "kind": "update",
            "countries": ("ET",),
            "updates_open": "yes",
            "updates": (
                "2006-09-26",
                "2006-09-25",
                "2006-09-13",
                "2006-06-20",
                "2006-06-16",
                "2006-04-13",
                "2006-02-20",
                "2006-01-24",
            ),
        },
    ),
    "two lists in one marker": (
        TWO_LISTS,
        {
            "kind": "update",
            "countries": ("SN",),
            "updates": ("2000-04-06", "2000-04-04"),
            "background": ("1999-10-19", "1999-10-08", "1998-06-24"),
        },
    ),
    "list in brackets": (
        INLINE_ES,
        {
            "kind": "alert",
            "updates": (),
            "background": ("2003-11-13", "2003-09-04", "2003-09-03"),
            "updates_open": "yes",
            "countries": ("CO",),
            "occurred": "2003-11-20",
        },
    ),
    "nothing but a teaser": (TEASER_ONLY, {"countries": ("BY",), "occurred": "2004-05-05", "sources": ("BAJ",)}),
    "1995": (
        OLD_ALERT,
        {
            "kind": "update",
            "updates": ("1995-02-03",),
            "sources": ("EFJA",),
            "countries": ("ET",),
            "occurred": "1995-02-10",
        },
    ),
    "first published elsewhere": (
        ORIGINAL_EN,
        {
            "kind": "article",
            "issued": "2015-05",
            "countries": ("KE",),
            "originally_published": "article19.org 2015-05-07",
        },
    ),
    "campaign": (
        CAMPAIGN_FR,
        {
            "lang": "fr",
            "sources": ("IFEX-TMG",),
            "campaigns": ("tunisia-monitoring-group",),
            "countries": ("TN",),
            "issued": "2006-04",
        },
    ),
    "a name of two countries": (CONGO, {"countries": (), "country_as_found": "Congo"}),
    "American date line": (
        AMERICAN,
        {"issued": "2007-06-19", "kind": "update", "countries": ("PK",), "occurred": "2007-06-18"},
    ),
    "half-repaired encoding": (HALF_REPAIRED, {"countries": ("ML",), "occurred": "2000-05-03"}),
    "e-mail of 1997, forwarded": (
        FORWARDED_1997,
        {"kind": "alert", "countries": ("NG",), "issued": "1997-07-03", "occurred": "1997-07-01", "sources": ("IJC",)},
    ),
    "dateline": (
        DATELINE,
        {"kind": "press-release", "issued": "2001-10-23", "countries": ("ER",), "sources": ("CPJ",)},
    ),
    "German mail": (
        GERMAN_MAIL,
        {"kind": "update", "countries": ("PK",), "issued": "2007-06-21", "updates": ("2007-06-19",)},
    ),
    "several sources": (
        SEVERAL_SOURCES,
        {
            "kind": "alert",
            "countries": ("AR",),
            "issued": "2004-09-02",
            "occurred": "2004-08-30",
            "sources": ("PERIODISTAS", "ADC"),
        },
    ),
    "release asked for": (
        RELEASE_ASKED,
        {
            "kind": "alert",
            "countries": ("ML",),
            "occurred": "2001-05-04",
            "title": "RSF demande la libération d’un rédacteur",
        },
    ),
    "released": (RELEASED, {"kind": "update", "countries": ("CO",), "violations": ("abduction", "release")}),
    "words before deeds": (WORDS_BEFORE_DEEDS, {"occurred": "1999-07-01", "countries": ("NA",)}),
    "still to come": (STILL_TO_COME, {"kind": "alert", "occurred": "2004-05-03", "countries": ("GN",)}),
    "a day without a year": (RISING_ID, {"occurred": "2008-09-11", "issued": "2008-09", "countries": ("CO",)}),
    "round-up": (ROUND_UP, {"kind": "round-up", "countries": (), "title": "Abductions and the policing of protest"}),
    "mirror": (MIRROR, {"lang": "fr", "kind": "article", "issued": "1999-11-30", "countries": ()}),
}
