"""The ready-made parts of phrases: times, numbers and names, in each language."""

from __future__ import annotations

from collections.abc import Mapping

COMPANY = "§company"
AGENT = "§agent"
NUMBER = r"\d+(?:[ \n]\d+)*"

_DAYS_IT = "lunedì | martedì | mercoledì | giovedì | venerdì | sabato | domenica"
_DAYS_EN = "monday | tuesday | wednesday | thursday | friday | saturday | sunday"
_MONTHS_IT = (
    "gennaio | febbraio | marzo | aprile | maggio | giugno"
    " | luglio | agosto | settembre | ottobre | novembre | dicembre"
)
_MONTHS_EN = (
    "january | february | march | april | may | june | july | august | september | october | november | december"
)
_LENGTHS_IT = "minut* | ora | ore | oretta | orett* | giorn* | settiman* | mes*"
_LENGTHS_EN = "minute* | hour* | day* | business day* | working day* | week* | month*"
_SOME_IT = "{number} | un | un' | una | mezz* | qualche | pochi | poche | un paio di"
_SOME_EN = "{number} | a | an | the | half an | half a | a few | a couple of | couple of | the next"

TIMES: Mapping[str, str] = {
    "it": (
        f"(oggi [stesso] | domani | domattina | dopodomani | stasera | stamattina | stamani | stanotte | {_DAYS_IT}"
        f" | (entro | tra | fra | in | nel giro di | per | massimo | al massimo) ({_SOME_IT}) [e mezza] ({_LENGTHS_IT})"
        f" | {{number}} (giorni | ore | minuti) [lavorativi]"
        f" | (alle | per le | dopo le | dalle | entro le | verso le | prima delle) {{number}}"
        f" | all'una | a mezzogiorno | entro mezzogiorno | {{number}} ({_MONTHS_IT})"
        " | il giorno (prima | dopo) | (il | entro il | per il) {number}"
        " | in (mattinata | giornata | serata | settimana) | nel pomeriggio | nella (mattinata | giornata)"
        " | (questa | la prossima | la settimana) (settimana | sera | mattina | prossima) | questo pomeriggio"
        " | entro (sera | stasera | la settimana | la giornata | fine (giornata | settimana | mese)) | a fine giornata"
        " | subito | immediatamente | adesso | ora)"
    ),
    "en": (
        f"(today | tomorrow | tonight | {_DAYS_EN}"
        f" | (within | in | in about | over | for | under | less than) ({_SOME_EN}) [or {{number}} | to {{number}}]"
        f" ({_LENGTHS_EN})"
        f" | {{number}} [to | or] [{{number}}] ({_LENGTHS_EN})"
        " | (at | by | after | before | around | until | between) {number}"
        f" | (by | on | before | next | this) ({_DAYS_EN} | week | month | noon)"
        " | (on | by) the {number} | the day (before | after)"
        f" | ({_MONTHS_EN}) {{number}} | (by | before) (noon | lunch | lunchtime | close of business)"
        " | (this | in the) (morning | afternoon | evening)"
        " | (by | before | at) the end of [the] (day | week | today | month | business) | right away | straight away"
        " | immediately | right now | now)"
    ),
}
"""A day or a time that one can hold somebody to, as a phrase."""

_NO_NAMES: Mapping[str, str] = {
    "it": (
        "a|ad|al|alla|allo|ai|alle|agli|all|adesso|affiancat\\w*|ancora|anche|appena|arriva\\w*|assistenza|attiv\\w*"
        "|bene|buon|buona|buono|certo|certa|che|chi|chius\\w*|circa|come|con|content\\w*|convint\\w*|cosa|così|cosi|cui"
        "|d|da|dal|dalla|dall|davanti|davvero|dei|degli|del|dell|della|delle|desolat\\w*|di|dica|direttamente|dispiac\\w*"
        "|disponibil\\w*|dopo|dove|e|ecco|esattamente|felic\\w*|fuori|gia|giorni|gli|grazie|i|il|in|indispensabil\\w*|io"
        "|l|la|le|lei|li|liet\\w*|lo|lor|loro|ma|mattina|mi|mia|mie|mio|molto|mortificat\\w*|ne|nel|nella|nell|nessun\\w*"
        "|no|noi|non|nostr\\w*|numero|o|okay|oggi|operator\\w*|operatric\\w*|ora|ore|ordin\\w*|per|perche|piu|poco|pochi"
        "|posso|prego|previst\\w*|pronto|pronta|proprio|purtroppo|quasi|quattro|quell\\w*|quest\\w*|qui|qua|quindi"
        "|rammaricat\\w*|reparto|resi|rimborsat\\w*|rimborsi|riuscit\\w*|salve|scadut\\w*|se|sempre|senza|serviz\\w*|si"
        "|sicur\\w*|solo|soltanto|sono|spedit\\w*|spiacen\\w*|stat\\w*|su|subito|sul|sulla|tanto|tant\\w*|te|ti|tra"
        "|troppo|tu|tutt\\w*|tuo|tua|u|ufficio|un|una|uno|vi|via|voi|vostr\\w*|cortesemente|gentilmente|pure|semplicemente"
        "|abbiamo|ho|hai|ha|sei|siamo|signor\\w*|dottor\\w*|ingegner\\w*|avvocat\\w*|linea|responsabil\\w*|tecnic\\w*"
        "|addett\\w*|momentaneamente|attualmente|occupat\\w*|liber\\w*|italian\\w*|ordinari\\w*|esaurit\\w*"
        "|compres\\w*|inclus\\w*|incaricat\\w*|interessat\\w*|obbligat\\w*|arrabbiat\\w*|venti|cento|mille"
    ),
    "en": (
        "a|able|about|absolutely|actually|afraid|again|all|almost|also|always|am|an|and|another|any|are|as|at|available"
        "|aware|back|bad|because|been|being|but|by|can|certain|certainly|cool|correct|customer|definitely|delighted|did"
        "|different|do|doing|done|easy|eight|even|every|exactly|excellent|fine|for|from|fully|glad|good|great|happy|hard"
        "|have|he|hello|here|hey|hi|him|his|how|however|i|if|in|indeed|is|it|its|just|kind|let|like|live|looking|maybe"
        "|me|mine|more|morning|much|my|necessary|never|new|nice|no|nobody|normal|not|now|obviously|of|off|okay|old|on|only"
        "|or|order|our|out|over|part|perfect|please|pleased|possible|pretty|probably|quality|quite|ready|really|regarding"
        "|right|s|she|simply|so|some|somebody|someone|something|sorry|still|such|super|sure|technical|telephone|terribly"
        "|terrific|thank|thanks|that|the|their|them|then|there|these|they|this|those|to|too|truly|two|unable"
        "|unfortunately|unusual|up|us|usually|very|waiting|was|we|well|what|when|where|which|who|why|will|with|wonderful"
        "|wrong|yes|you|your|yours|service|support|sales|billing|returns|delivery|shipping|assistance|reception|mister|the"
        "|first|second|third|last|next|impossible|important|interesting|true|busy|fantastic|awesome|amazing|may|could"
        "|should|would|call|one|calling|speaking|today|having|going|trying|seeing|getting|checking|finishing|working|\\w{2,}ing"
    ),
}


def name_of(language: str) -> str:
    """What may be a person's name: the agent's own, or a word that is none of those that usually stand there."""
    return rf"(?:{AGENT}|(?!(?:{_NO_NAMES[language]})(?!\S))[^\W\d_]{{2,}})"
