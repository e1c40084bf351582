"""Thousands of real words a language, made from what the languages themselves are made of.

Names of countries, languages, scripts, currencies, months, days and cities from the locale data; and the regular forms
of common verbs and nouns, which are what stemmers are for.
"""

from __future__ import annotations

from babel import Locale

_ENGLISH = """
abandon abduct accept accus act add adopt affect aim allow announc appeal appear appoint arrest ask assault attack attempt avoid
ban beat belong block bomb borrow broadcast burn call campaign cancel captur caus censor challeng charg chas check claim clos
collect command comment complain condemn confirm connect consider contact contain control convict cook cover criticis cross
damag declar defend delay deliver demand demonstrat deni depart describ destroy detain dismiss display disturb employ end
enforc enjoy enter escap evict examin execut exil expel explain export express extradit fail fear fin follow forc form free
gather govern grant greet guard guid handcuff happen harass help hinder imprison improv includ inform injur inspect insult
interrogat interview intimidat investigat invit involv issu jail join journey judg kidnap kill launch lift listen locat look
mention monitor murder need obey obtain occur offer open oppos order organis overturn own pardon park pass perform permit
persecut plan plead plot point pray prepar present press prevent print proceed process produc protest provok publish punish
question raid reach recall receiv record refus register reject releas remain remov renew repeal repeat report request requir
rescu research resist respond restor restrict return reveal revok risk ruin rul sack sanction search seiz sentenc seal shout
shut sign silenc smuggl spray stamp start stat stay stop strik suffer summon support suppress surround survey suspect suspend
talk target threaten torch tortur transfer travel trial turn uncover us vandalis visit volunteer vot walk want warn watch
welcom witness work wound writ
""".split()
_ENGLISH_ENDINGS = (
    "",
    "e",
    "s",
    "es",
    "ed",
    "ing",
    "er",
    "ers",
    "ers'",
    "er's",
    "ment",
    "able",
    "ation",
    "ations",
    "ive",
    "ingly",
    "ness",
    "ful",
    "ly",
)
_ENGLISH_WORDS = """
turkey norway survey attorney uruguay monday try spy lay says destroy displayed country countries city cities family families
agency agencies security liberty democracy journalism journalist journalists journalist's newspapers editor's media politically
hopefulness rationalisation relational conditional vietnamization predication operator feudalism decisiveness callousness
formality sensitivity sensibility triplicate formative formalize electricity electrical goodness revival allowance inference
airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption homologous communism activate
angularity effective bowdlerize probate rate cease controlling rolling hissing fizzed falling sized yes yesterday young
U.S. U.N. U.K. e.g. a.m. O'Brien O’Brien o'brien's N'Djamena d'Ivoire don't we'll Qur'an Sana'a ma'am naïve café São Zürich
Wałęsa Đinđić Bjørn Straße Ñusta 2005 1st x86 covid19 al-Jazeera الجزيرة Россия 新闻 ελευθερίας ΕΛΕΥΘΕΡΊΑΣ हिन्दी
""".split()

_FRENCH = """
abandonn accept accus achet adopt affirm aid aim ajout alert amen annul appel approuv arrach arrêt arriv assassin assign attaqu
attest autoris avanc avou bâillonn bless bloqu brûl cach caus cess chant chass cherch circul class coll command comment communiqu
condamn confirm confisqu conserv consult contest continu contrôl convoqu coup critiqu décid déclar dénonc dépos désign détach
dissip diffam diffus discut disqualifi écart écout éduqu embarqu emprisonn encadr enlev enquêt enregistr entour envahi équip
escort estim étudi évacu évit examin exécut exig expliqu export expuls ferm filtr forc form frapp gagn gard gên grav habit
harcel honor ignor impliqu import impos incarcer inculp indiqu inform inquiét insist inspect insult interpel interrog invit
journ jug kidnapp laiss libér licenc limit lou manifest marqu masqu menac ment milit molest montr motiv nomm not observ occup
oubli parl particip pass perquisition persécut port pos pratiqu précis préfér prépar présent préserv press prim proclam propos
prot prouv provoqu publi quitt racont rapport recommand réclam refus regard rejet relâch remarqu rencontr rest révél sabot saisi
sanction séquestr signal soulign soupçonn suspect terroris tir tortur touch tourn travaill trouv tu utilis vers vid viol visit vol
""".split()
_FRENCH_ENDINGS = tuple(
    "er e es ons ez ent ais ait ions iez aient ai as a âmes âtes èrent erai eras era erons erez eront erais erait erions eriez"
    " eraient asse assent ant é ée és ées ement ation ations ateur ateurs atrice eur eurs euse euses".split()
)
_FRENCH_WORDS = """
l'État d'expression qu'il jusqu'au aujourd'hui N'Djamena n'est s'est lorsqu'elle quoiqu'en presqu'île quelqu'un l’ONU d’Ivoire
journalistes journalisme liberté libertés sécurité république démocratique démocratie françaises congolaises sénégalais
hôpital maître été août noël naïve aiguë ambiguïté yéti ès œuvre cœur Lætitia français Français États-Unis Côte-d'Ivoire
indicatrice prédicatrices momentanément heureusement constamment évidemment yeux jeux chevaux nationaux royaux beaux
voyage rayon essayer payer quiconque queue éloquence absence existence tendance finalité légalité activité créativité
logique idéologie idéologies solution évolution publication contribution majestueux vertueuse précieux mystérieuse
prud'homme O'Brien U.S. J.-P. Ñusta Wałęsa São 2005 1er الجزيرة Россия 新闻
""".split()

_SPANISH = """
abandon acept acus adopt afect agred agot alarm alcanz alert allan amenaz anunci apel apoy apres aprob arrest asalt asesin asist
atac atent autoriz avanz ayud baj blog bloque busc call cambi cancel captur caus censur cerc cerr cit coloc coment comunic
conden confirm confisc consider consult contest continu control convoc coordin cort cre critic cruz declar defini dej demand
denunci deport derog desaloj desarroll destac detall dict difam difund disculp dispar don edit educ ejecut elev elimin embarc
empez encarcel encarg encontr enfrent enjuici ensay entr entreg entrevist envi escap escolt escuch esper estudi evacu evit examin
exager exig explic export expres expuls extradit facilit falt fij film firm forz form fusil gan golpe grab grit guard habl hall
herir hosti impid implic import incendi inculp indic inform initi inspeccion insult intent interrog intimid investig invit
juzg lanz levant liber limit llam lleg llev logr maltrat mand manifest marc mat mejor mencion milit mostr multi neg nombr not
obliga observ ocup olvid orden organiz pag particip pas pele perdon persegu pregunt prepar present presion proclam provoc public
quem rapt realiz rechaz reclam record regres relat renunci report respald respet revel rob rode sabote salv secuestr señal
silenci solicit sospech suspend termin tom tortur trabaj traslad trat us viaj vigil viol visit vot
""".split()
_SPANISH_ENDINGS = tuple(
    "ar o as a amos áis an é aste ó asteis aron aba abas ábamos aban aré arás ará aremos arán aría arías aríamos arían e es emos"
    " en ara aras áramos aran ase asen ando ado ada ados adas ador adora adores ación aciones amiento amientos arlo arlos".split()
)
_SPANISH_WORDS = """
periodistas periodismo periodista Ñusta ñusta año años niño niña España español señor libertad libertades expresión detención
detenciones información informaciones policía policías García México Perú Panamá corazón corazones público pública políticamente
rápidamente fácilmente nación naciones común comunes lápiz lápices él más sí sólo aún cigüeña vergüenza averigüe pingüino
Guantánamo Ayacucho Huánuco Nariño Bogotá Medellín Cauca Tegucigalpa iteracion logia antropología ausencia tendencia
legalidad actividad creatividad logística ideología solución evolución publicación contribución amabilísimo haciéndolo dándole
diciéndoselo O'Donnell D'Escoto d'Ivoire N'Djamena U.S. EE.UU. Wałęsa São 2005 1º الجزيرة Россия 新闻
""".split()

_FORMS = {
    "en": (_ENGLISH, _ENGLISH_ENDINGS, _ENGLISH_WORDS),
    "fr": (_FRENCH, _FRENCH_ENDINGS, _FRENCH_WORDS),
    "es": (_SPANISH, _SPANISH_ENDINGS, _SPANISH_WORDS),
}


def real_words(language: str) -> list[str]:
    """Return the words of a language, sorted, each once."""
    stems, endings, words = _FORMS[language]
    locale = Locale(language)
    names = [
        *locale.territories.values(),
        *locale.languages.values(),
        *locale.scripts.values(),
        *locale.currencies.values(),
        *locale.months["format"]["wide"].values(),
        *locale.days["format"]["wide"].values(),
        *(zone["city"] for zone in locale.time_zones.values() if "city" in zone),
    ]
    found = {stem + ending for stem in stems for ending in endings} | set(words)
    found |= {word for name in names for word in name.split()}
    return sorted(found)
