"""How people in Italy and elsewhere name the columns of a call log, the reasons of a contact and the languages."""

from __future__ import annotations

DATES = "data|date|giorno|day|data chiamata|call date|datum"

BEGINNINGS = "inizio|start|started|begin"

# By field of a call. Best first: of two headers that could hold a field, the one named earlier does.
HEADERS = {
    "external_id": """external id|call id|id chiamata|uniqueid|unique id|id univoco|identificativo chiamata
        codice chiamata|callid|call uuid|uuid|guid|id contatto|contact id|interaction id|id interazione
        conversation id|session id|call reference|riferimento chiamata|riferimento|reference
        identificativo|id""",
    "started_at": f"""started at|start date time|start datetime|start timestamp|data ora inizio
        inizio chiamata data ora|calldate|call date time|data ora|data e ora chiamata|date time|datetime
        timestamp|call start|start date|data inizio|quando|when|{DATES}|{BEGINNINGS}|inizio chiamata|call started""",
    "start_time": """start time|ora inizio|orario inizio|ora chiamata|call time|time of day|ora|orario|ore|time|hour
        uhrzeit""",
    "agent": """agent|operatore|operator|agente|agent name|nome operatore|nome agente|operator name|agent code
        codice operatore|codice agente|agent id|id operatore|id agente|operatrice|addetto|addetta|consulente
        advisor|representative|rep|handled by|answered by|gestita da|risposto da|user|utente|username|user name
        nome utente|interno|extension|ext|employee|dipendente|collaboratore|risorsa|postazione|nome
        callee name|callee|mitarbeiter|bearbeiter""",
    "duration_s": """duration|durata|talk time|durata conversazione|tempo conversazione|conversation duration
        talk duration|billsec|handle time|aht|length|call length|lunghezza|tempo conversato|tempo di parola
        seconds|secondi|minutes|minuti|dauer|gesprachsdauer|talking time|in call duration|incall duration
        duration in call|conversation time|agent time|total talk time|durata parlato|tempo parlato""",
    "contact_reason": """contact reason|motivo contatto|motivo|motivo chiamata|call reason|reason|causale
        motivazione|causale contatto|argomento|topic|subject|oggetto|category|categoria|tipologia|tipo contatto
        contact type|call type|tipo chiamata|tipologia chiamata|tipo richiesta|request type|wrap up|wrapup
        wrap up code""",
    "channel": """channel|media type|media name|media|interaction type|canale|tipo canale|tipo media|contact channel
        channel type|mezzo""",
    "language": """language|lingua|lang|idioma|lingua chiamata|call language|lingua cliente|customer language
        locale""",
    "caller": """caller|chiamante|numero chiamante|caller number|calling number|caller id|callerid|cli|ani
        numero cliente|customer number|telefono cliente|customer phone|telefono|phone|phone number
        numero telefono|from|da|da numero|from number|src|source|numero|number|cliente|customer|nome cliente
        contact number|external number|numero contatto|numero esterno|caller phone
        customer name|caller name|nome chiamante|client|contatto|contact|rufnummer|anrufer""",
    "direction": """direction|direzione|call direction|direzione chiamata|verso|verso chiamata|senso|in out
        inbound outbound|entrata uscita|type|tipo|richtung|anrufrichtung""",
    "answered": """answered|risposta|risposto|risposta si no|is answered|call answered|chiamata risposta|connected
        missed|missed call|persa|is missed|abandoned|abbandonata|abandon""",
    "linked_id": """linkedid|linked id|call history id|callhistoryid|parent call id|session uuid|master contact id
        correlation id|root call id|parent contact id""",
    "transferred_to": """transferred to|transfer to|trasferita a|trasferito a|trasferimento a|trasferimento|trasferita
        trasferito|transferred|transfer|transfers|trasferimenti|passata a|passato a|inoltrata a|inoltrato a
        passed to|handed over to|forwarded to|transfer target|transfer destination|transferred agent|second agent
        secondo operatore|operatore trasferimento|destinazione trasferimento|weitergeleitet an|weiterleitung
        vermittelt an""",
    "outcome": """outcome|esito|result|risultato|esito chiamata|call outcome|esito contatto|status|stato
        disposition|resolution|risoluzione|stato chiamata|call status|hangup cause|call result|ergebnis|last state
        call state|state|last status|final state|stato finale|ultimo stato|call disposition|result description""",
    "note": """note|notes|nota|annotazioni|annotazione|comment|comments|commento|commenti|osservazioni|remarks
        descrizione|description|dettagli|details|memo""",
    "recording": """recording|registrazione|recording file|recordingfile|file registrazione|nome registrazione
        recording name|file audio|audio file|audio|nome file|file name|filename|file|wav|traccia audio""",
}

# Words of a header that tell when a call was answered or over, or when something else befell it.
ENDS = """end|ended|fine|termine|hangup|chiusura|answer|answered|risposta|update|updated|created|complete|completed
    closed|disconnect|disconnected|stop|stopped|finish|finished|terminated|terminata|conclusa|chiusa|connected|connect
    rang|inserted|inserimento|inserita|entry|entered|creazione|creata|modified|modifica|modificata|aggiornamento|export
    exported|esportazione|due|scadenza|callback|richiamo|richiamare|nascita|birth|sent|invio"""

# A column of these says in which zone the times of its line are.
ZONES = "timezone|time zone|fuso orario|fuso|zona oraria|tz|zeitzone"

# What stands before a name above the calls of an agent.
AGENT_LABELS = """agent|agente|operatore|operatrice|operator|agent name|nome operatore|nome agente|addetto|addetta
    consulente|advisor|interno|extension|mitarbeiter|bearbeiter"""

# Words of a header that do not say which column it is.
FILLERS = """di|del|della|dello|delle|dei|al|alla|il|la|lo|l|e|ed|in|the|of|and|a|an|at|call|calls|chiamata|chiamate
    telefonata|utc|gmt|cet|cest|local|locale|hh|mm|ss|hms|dd|yyyy|gg|aaaa|mmm|sec|secs|s|seconds|secondi|min|mins
    minutes|minuti|m|ms|millisecondi|milliseconds|hours|h"""

CONTACT_REASONS = {
    "delivery": """shipping|shipment|parcel|tracking|late delivery|where is my order|wismo|order status|consegna
        consegne|spedizione|spedizioni|corriere|ritardo|ritardo consegna|consegna in ritardo|pacco
        mancata consegna|stato ordine""",
    "return": """returns|exchange|withdrawal|reso|resi|restituzione|cambio|cambio merce|recesso
        diritto di recesso""",
    "refund": "refunds|reimbursement|money back|rimborso|rimborsi",
    "payment": """payments|billing|invoice|charge|double charge|pagamento|pagamenti|fattura|fatture|fatturazione
        addebito|doppio addebito|amministrazione""",
    "order-change": """change order|change of order|order changes|change of address|address change|cancellation
        cancel order|modifica ordine|cambio ordine|variazione ordine|annullamento|annullamento ordine
        modifica indirizzo|cambio indirizzo""",
    "complaint": "complaints|claim|reclamo|reclami|lamentela|segnalazione|contestazione",
    "presale": """presales|pre sale|pre sales|sales|product enquiry|product information|product advice|quote
        prevendita|pre vendita|vendita|informazioni prodotto|info prodotto|preventivo|consiglio prodotto
        disponibilità""",
    "account": """login|password|registration|profile|accesso|registrazione|profilo|account cliente|credenziali
        password dimenticata|area clienti""",
    "booking": """bookings|reservation|appointment|schedule appointment|prenotazione|prenotazioni|appuntamento
        appuntamenti""",
    "other": "others|misc|miscellaneous|general|altro|altri|altro motivo|vario|varie|generico",
}

# What a cell says of the direction of a call and of its end.
STATUSES = {
    "inbound": """in|inbound|incoming|entrata|in entrata|entrante|ingresso|in ingresso|in arrivo|arrivo|ricevuta
        received|queue|acd|eingehend|kommend|ankommend|terminating""",
    "answered": """answered|answer|risposta|risposto|completed|complete|completata|completecaller|completeagent
        connected|connessa|accepted|normal clearing|handled|talking|angenommen|beantwortet|verbunden""",
    "outbound": """out|outbound|outgoing|uscita|in uscita|uscente|effettuata|dialed|dialled|placed|manual|preview
        progressive|predictive|outbound api|outbound dial|outboundapi|outbounddial|ausgehend|abgehend|gehend
        originating""",
    "internal": "internal|interna|interno|agent to agent|extension to extension|intern",
    "missed": """missed|persa|perso|perse|no answer|noanswer|unanswered|not answered|non risposta|non risposto|mancata
        ring no answer|ringnoanswer|inevasa|non gestita|busy|occupato|failed|fallita|congestion|cancel
        originator cancel|no user response|user busy|call rejected|exitwithtimeout|exitempty|no available agent
        out of opening hours|short abandoned|rna|mancata risposta|nessuna risposta|non risponde|verpasst
        entgangen|unbeantwortet|besetzt|nicht angenommen|coda piena|queue full|fuori orario|out of hours|after hours""",
    "abandoned": """abandon|abandoned|abbandonata|abbandonato|abbandono|abbandonata in coda|abandoned in queue|lost
        abandoned in ivr|abandoned in classic|abandoned in welcome message""",
    "voicemail": """voicemail|voice mail|casella vocale|segreteria|segreteria telefonica|messaggio vocale
        forwarded to voicemail|anrufbeantworter""",
    "other": "fax|email|e mail|mail|chat|web chat|sms|mms|whatsapp|whats app|messaging|task|social|ticket",
    # words that may stand beside these
    "": """call|chiamata|la|di|una|da|calls|chiamate|telefonata|voice|phone|by caller|dal chiamante|caller|coda
        by agent|da operatore""",
}

# The same in a column of its own, where a word can mean nothing else: elsewhere an order may be cancelled.
STATUSES_WHERE_ASKED = {
    "inbound": "ext in|external in",
    "outbound": "callback|call back|richiamata|click to call|dialer",
    "answered": "ok|gestita|gestito|servita|evasa|success|successful|risolta|risolto|resolved|solved",
    "missed": """ko|timeout|time out|overflow|ivr|rejected|rifiutata|declined|cancelled|canceled|annullata|error
        errore|blocked|not handled|abgelehnt""",
    "abandoned": "aufgelegt|abgebrochen|caller hung up|riagganciato dal chiamante|riagganciata dal chiamante",
    "voicemail": "mailbox|messaggio",
}

NEGATIONS = "no|non|not|nicht|nessuna|never|mai|senza|without"

YES = "yes|si|true|vero|y|s|1|x|ja"
NO = "no|false|falso|n|0|nein"

# What stands in a cell that says nothing.
PLACEHOLDERS = """-|--|---|–|—|_|.|?|n/d|n.d.|n.d|nd|n/a|n.a.|na|null|none|[none]|nil|nan|unknown|sconosciuto|vuoto
    (vuoto)|blank|(blank)|#n/d|#n/a|#nd|non disponibile|not available|(non impostato)|(not set)"""

# How a line of sums begins.
TOTALS = """totale|totali|total|totals|tot|somma|sum|grand total|media|average|subtotale|subtotal|numero chiamate
    number of calls|summe|gesamt"""

# Who answers without being a person; a person may be called Coda.
MACHINES = (
    "ivr|voicemail|voice mail|segreteria telefonica|casella vocale|risponditore|digital receptionist|auto ?attendant"
    "|auto ?receptionist|queue|ring group|hunt group|conference|conferenza|vdad|vdcl|menu vocale|anrufbeantworter"
    "|warteschlange|mailbox"
)
MACHINES_IN_FRONT = "coda|gruppo|group|casella|menu|segreteria|voice"

LANGUAGES = {
    "it": "ita|italiano|italiana|italian|italia|it it|lingua italiana",
    "en": "eng|ing|inglese|english|en gb|en us|uk|gb|lingua inglese",
}


def phrases(listed: str) -> list[str]:
    """The single phrases of one of these lists."""
    return [phrase.strip() for line in listed.splitlines() for phrase in line.split("|")]
