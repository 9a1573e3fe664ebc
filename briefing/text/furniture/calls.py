"""Sentences that announce, call or hand on, and tell no news: in nine languages.

"Here's what to know.", "Sign up for our newsletter", "Mehr dazu im Liveblog".
Lists, not statistics: what a source repeats is learned elsewhere (`habits`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.caseless import Caseless

# What is longer holds prose besides; chosen, not measured.
LONGEST_CALL_CHARS = 320

# Each entry opens a sentence; `\b` after it. Read per language, in any case.
_OPENERS = {
    "en": r"""
        here(?:['’]s|\ is|\ are)\ (?:what|how|why|who|where|when|everything|all|an?\ (?:look|list|
            guide|timeline|breakdown|round-?up|recap|summary)|some\ of|more|the\ \w+|our|five
            |six|seven|
            eight|nine|ten|three|four|\d+)
        | here['’]s\ [\w\s]{0,20}$ | here\ we\ (?:look|go|take)
        | (?:all|everything|what)\ (?:else\ )?(?:you|we)\ (?:need|have|ought)?\ ?(?:to\ )?know
            (?:\ (?:about|on|so|before|as|today|now)|$)
        | what\ to\ (?:know|expect|watch)(?:\ |$) | things\ to\ know
        | (?:take\ )?a\ (?:quick\ |closer\ )?look\ (?:at|back|inside)
        | we(?:['’]ve|\ have)?\ (?:look|take\ a\ look|explain|break\ down|round(?:ed)?\ up|select|
            selected|want\ to\ hear|(?:woul|['’])d\ (?:like|love)\ to\ hear|rank|compiled|picked|
            gathered|will\ keep\ you|are\ updating)
        | sign\ (?:up|in)\ (?:to|for|here|now) | subscribe\ (?:to|for|here|now|today|via)
        | (?:please\ )?follow\ (?:our|us|all|along|live|updates|the\ (?:latest|day|action|live
            |game)|
            @|\w+\ (?:\w+\ )?on\ (?:twitter|x|facebook|instagram))
        | get\ (?:our|in\ touch|the\ latest|all\ the|more|your\ (?:free|daily))
        | hear\ (?:from|more|the) | (?:continue|keep)\ reading
        | read\ (?:more|on|our|all|also|next|the\ (?:full|latest|rest)|this)
        | listen\ (?:to\ (?:the|our|this|more|it|all)|here|now|live|on|below) | watch\ (?:the
            |live|our|this|below|more|here|now|on)
        | to\ receive\ (?:\w+\ ){0,3}(?:alerts|updates|our|the) | see\ (?:all|our|more|also
            |below|the\ (?:full|gallery|photos|video)|how\ we)
        | check\ (?:out|back|here) | click\ (?:here|on|to|through|the) | tap\ (?:here|on|to)
        | send\ (?:us|your|\w+\ a\ tweet) | e-?mail\ (?:us|your|\w+\.\w+@) | tell\ us
            | let\ us\ know
        | join\ (?:us|our|the\ (?:conversation|discussion|debate)) | have\ your\ say | share\ your
        | do\ you\ (?:agree|think|have\ a\ (?:story|tip|question)|know\ (?:more|the)) | have\ a\ tip
        | vote\ (?:now|here|for\ your) | take\ (?:our|the|this)\ (?:quiz|poll|test|survey)
        | test\ your | how\ (?:well|much)\ do\ you\ know | can\ you\ (?:guess|name|spot|answer)
        | download\ (?:the|our|this) | support\ (?:our|the\ guardian)
        | you\ can\ (?:also\ )?(?:order|read|watch|find|follow|listen|sign|subscribe|contact|get)
        | catch\ up\ (?:on|with|here) | keep\ up\ (?:to\ date|with) | stay\ (?:tuned
            |up\ to\ date|in\ touch)
        | for\ (?:more|further|full|additional|the\ latest)\ (?:information|info|details|news
            |stories|on|
            about|coverage|updates)
        | for\ media\ (?:inquiries|enquiries)
        | more\ (?:(?:details|information)\ (?:to|here|soon|at|in\ our|will)|to\ come|to\ follow
            |follows|soon|on\ this) | learn\ more
        | visit\ (?:our|us|www|https?:|the\ (?:web)?site) | to\ (?:learn|read|find\ out|see|hear
            |view)\ (?:more|the)
        | to\ continue,\ please | note\ to\ investors | this\ (?:news\ )?(?:story
            |release)\ relied\ on | programming\ note
        | find\ (?:out|more|us|information) | (?:re)?discover\ (?:more|our|how)
            | scroll\ (?:down|to)
        | register\ (?:here|now|for|today) | book\ (?:now|your) | order\ (?:now|your|here)
        | don['’]t\ miss | also\ in\ this\ (?:newsletter|edition|episode|briefing)
            | revisit\ (?:some|our|the)
        | in\ (?:today['’]s|this\ week['’]s|our)\ (?:newsletter|edition|episode|briefing|podcast)
        | this\ (?:article|story|post|piece|report|content)\ (?:was\ )?(?:originally|first
            |is\ (?:part|only))
        | (?:originally|first)\ published\ (?:at|on|in|by)
            | the\ post\ .{1,200}\ (?:appeared\ first|first\ appeared)
        | (?:all\ )?(?:the\ )?latest\ (?:news|developments|updates|headlines)\ (?:from|on|and|in|as)
        | (?:additional\ )?(?:reporting|editing|writing)\ by | this\ (?:is\ a\ )?developing
            | developing\ ?(?:story|…|\.\.\.|$)
        | leave\ a\ (?:comment|reply) | you\ (?:are|['’]re)\ (?:receiving|reading)
        | (?:good\ (?:morning|evening|afternoon)|hello|welcome)(?:\ (?:and\ welcome|to\ (?:our
            |the)|back)|,)
        | (?:see\ )?also\ read\b | read\ also\b
        | skip\ to\ (?:main\ )?content | already\ a\ subscriber
        """,
    "de": r"""
        hier\ (?:finden|lesen|sehen|geht|gibt\ es|erfahren|kommen|können|ist\ (?:der|die|das
            |ein)\ (?:überblick|liste|übersicht))
        | alle\ (?:aktuellen\ )?(?:entwicklungen|neuigkeiten|infos|informationen|news|ergebnisse
            |meldungen)\ (?:im|in|zum|zur|hier|auf|rund)
        | alles,?\ was\ (?:sie|du|man)\ | was\ (?:sie|du|man)\ (?:\w+\ ){0,4}(?:wissen
            |beachten)\ (?:muss|müssen|musst|sollte)
        | was\ (?:bisher|wir|man)\ (?:bisher\ )?(?:über\ .{1,60}\ )?(?:bekannt|weiß|wissen)
        | das\ (?:müssen|sollten|musst|solltest)\ (?:sie|du)\ | darauf\ (?:müssen|sollten)\ sie
        | wir\ (?:erklären|verraten|stellen|geben|fassen|beantworten
            |haben\ (?:\w+\ ){0,3}(?:zusammengestellt|gesammelt)|suchen\ den)
        | [\w.-]{3,20}\ (?:erklärt|zeigt|verrät|gibt\ tipps),?\ (?:wie|was|warum|worauf)\ (?:es
            |sie|man|das)\ (?:\w+\ ){0,4}\w+\.?$
        | so\ (?:funktioniert|geht|gelingt|klappt|finden|sehen|können|schützen|einfach)\ (?:sie
            |das|es|die|der|ihr|\w+\ ){1,4}\w*\.?$
        | ein(?:e)?\ (?:überblick|übersicht|analyse|bilanz|kommentar|glosse|kolumne|interview
            |gastbeitrag|rezension)(?:\ von\ .{1,80})?\.?$
        | lesen\ sie\ | mehr\ (?:dazu|zum|zur|infos|informationen|lesen|über|hier)
            | weiterlesen | zum\ (?:video|artikel|liveblog|live-?ticker)
        | (?:testen|sehen|stimmen|machen|folgen|verfolgen|melden|schreiben|klicken|hören|schauen
            |abonnieren|entdecken|diskutieren)\ sie\
        | jetzt\ (?:lesen|anmelden|abstimmen|testen|abonnieren|mitmachen|ansehen|hören|kostenlos)
        | (?:das|der|im|zum)\ (?:live-?blog|live-?ticker|newsticker|video)(?:\ |\.?$)
            | im\ (?:überblick|video|podcast)\.?$
        | dieser\ (?:artikel|text|beitrag)\ (?:erschien|ist|wurde|stammt)
            | der\ beitrag\ .{1,200}\ erschien\ zuerst
        | gewinnen\ sie\ | mitmachen\ und | haben\ sie\ (?:fragen|hinweise|anregungen)
        """,
    "fr": r"""
        voici\ (?:ce|comment|pourquoi|les|la|le|un|une|nos|notre|tout) | découvrez[ ]
            | retrouvez\ | suivez\ (?:en|notre|nous|le|la|l['’])
        | (?:tout\ )?ce\ (?:que\ l['’]on\ sait|qu['’]il\ faut\ (?:savoir|retenir)
            |que\ vous\ devez) | tout\ (?:ce\ qu|savoir)
        | (?:à\ )?lire\ (?:aussi|également|plus|la\ suite) | lisez\ | cliquez\ | abonnez-vous
            | inscrivez-vous | écoutez\ | regardez\
        | (?:plus|davantage)\ d['’]informations | pour\ (?:en\ savoir\ plus|plus\ d)
            | on\ vous\ (?:explique|dit|raconte)
        | nous\ (?:faisons\ le\ point|vous\ (?:expliquons|proposons)) | (?:le\ point
            |explications|décryptage|récit|analyse)\.?$
        | participez\ | votez\ | testez\ | partagez[ ]
            | l['’]article\ .{1,200}\ est\ apparu\ en\ premier | article\ réservé
        | (?:notre|nos)\ (?:sélection|conseils|réponses)\.?$ | faites\ le\ test | rejoignez-
        """,
    "es": r"""
        (?:estas?|estos?|así)\ (?:es|son|fue)\ (?:lo|las|los|la|el)\ (?:que\ (?:debes|sabemos
            |se\ sabe|hay)|claves)
        | (?:todo\ )?lo\ que\ (?:debes|se|sabemos|hay\ que)\ (?:saber|sabe)? | (?:te|le
            |os)\ (?:contamos|explicamos|mostramos|decimos)
        | (?:lea|lee|leer)\ (?:también|más|aquí) | (?:sigue|siga|sigan)\ (?:en\ (?:directo|vivo)
            |aquí|leyendo|nuestro|la\ última)
        | suscríb(?:ete|ase) | regístr(?:ate|ese) | descubr[ea]\ | mir[ae]\ (?:aquí|el\ video
            |el\ vídeo) | escuch[ae]\ | haz\ clic | consulta\ (?:aquí|todas)
        | para\ más\ información | más\ información | conoce\ (?:aquí|los|las|cómo|qué)
            | aquí\ (?:puedes|te|están|está|le)
        | la\ entrada\ .{1,200}\ se\ publicó\ primero | comparte\ | vota\ | participa[ ]
            | síguenos | no\ te\ pierdas
        """,
    "it": r"""
        ecco\ (?:cosa|come|perché|chi|quali|tutto|tutti|le|i|gli|la|il|un|una|dove|quando)
        | (?:tutto\ )?(?:quello|ciò)\ che\ (?:c['’]è\ da|bisogna|dovete|sappiamo|si\ sa)
            | cosa\ (?:sappiamo|sapere|c['’]è\ da\ sapere)
        | leggi\ (?:anche|tutto|di\ più|qui|l['’]articolo) | continua\ a\ leggere | scopri[ ]
            | scoprite\ | guarda\ (?:il\ video|le\ foto|qui) | ascolta\
        | segui\ (?:la\ diretta|in\ diretta|tutti|gli|qui) | iscriviti | abbonati | clicca[ ]
            | vi\ (?:spieghiamo|raccontiamo)
        | per\ (?:maggiori|ulteriori)\ informazioni | (?:tutti\ )?gli\ aggiornamenti
            | la\ diretta\.?$ | il\ punto\.?$
        | l['’]articolo\ .{1,200}\ (?:proviene|sembra\ essere\ il\ primo) | partecipa\ | vota[ ]
            | condividi\
        """,
    "pt": r"""
        (?:eis|veja|confira|saiba|entenda|descubra|conheça|leia|assista|ouça|acompanhe|siga
            |inscreva-se|assine|clique|participe|vote|relembre)\ (?:o|a|os|as|mais|como|por|quem
            |quando|onde|quais|também|aqui|abaixo|tudo|ao|agora|em|no|na|nosso|este|esta|todos
            |todas)
        | (?:tudo\ )?o\ que\ (?:se\ sabe|sabemos|você\ precisa|é\ preciso|precisa)
            | para\ mais\ informações | mais\ informações
        | o\ post\ .{1,200}\ apareceu\ primeiro | não\ perca | compartilhe[ ]
        """,
    "nl": r"""
        (?:dit|hier)\ (?:is\ wat|zijn\ de|weten\ we|lees|vind|staat) | dit\ moet\ (?:je
            |u)\ weten | (?:alles\ )?wat\ (?:we|je|u)\ (?:\w+\ ){0,3}(?:weten|weet)
        | lees\ (?:ook|meer|hier|verder|het) | bekijk\ (?:hier|ook|de|het) | luister\ (?:hier
            |naar) | volg\ (?:ons|het|de|hier|live)
        | meld\ (?:je|u)\ aan | schrijf\ je\ in | abonneer | klik\ | ontdek[ ]
            | meer\ (?:informatie|over|lezen|weten) | voor\ meer\ informatie
        | wij?\ (?:zetten|leggen|leggen\ uit|beantwoorden)\ | een\ overzicht\.?$ | doe\ mee
            | stem\ (?:nu|hier|mee)
        """,
    "sv": r"""
        (?:här|det\ här|detta)\ (?:är|finns|kan\ du|hittar|vet\ vi|har\ vi|listar|ser\ du)
            | det\ (?:här\ )?vet\ vi | allt\ (?:du|som|vi|om)\
        | läs\ (?:mer|också|även|hela|vidare|här) | se\ (?:mer|också|hela|när|hur|klippet|videon
            |filmen|bilderna) | lyssna\ (?:på|här|nu)
        | följ\ (?:oss|med|vår|senaste|rapporteringen|live|här) | prenumerera | anmäl\ dig
            | klicka\ | rösta\ | testa\ (?:dig|dina|ditt) | tipsa\ oss
        | så\ (?:gör|funkar|fungerar|ser|kan)\ du | för\ mer\ information | mer\ (?:om
            |information)\ | vi\ (?:listar|förklarar|reder|guidar)
        """,
    "ru": r"""
        (?:вот|рассказываем|объясняем|разбираем(?:ся)?|собрали),?\ (?:что|как|почему|кто|где
            |когда|все|самое|главное|главные)
        | что\ (?:известно|нужно\ знать|мы\ знаем|важно\ знать)(?:\ |$|\.) | (?:все
            |всё),?\ что\ (?:нужно|известно|надо)
        | (?:читайте|смотрите|слушайте|подпис(?:ывайтесь|аться|ка)|следите|узнайте|переходите
            |нажмите|голосуйте|присоединяйтесь|поделитесь)(?:\ |$|:)
        | подробнее(?:\ |$|:|\.) | подробности\ (?:читайте|в|по) | больше\ (?:новостей
            |информации) | фото:|видео: | мы\ (?:рассказываем|объясняем|собрали)
        | запись\ .{1,200}\ впервые\ появилась
        """,
}

# A correspondent is announced: the outlet's name and one of these.
_HANDS_ON = {
    "en": r"(?:has|have|with)\ (?:more|the\ (?:latest|details|story|report|reaction))|joins?|"
    r"reports?(?:\ (?:on|from|more|how|why|live)|\.?$)|"
    r"(?:speaks|talks)\ (?:to|with|about)|explains?|discuss(?:es)?|examines?|breaks?\ down|"
    r"takes?\ a\ look|looks?\ (?:at|back|into)|"
    r"is\ (?:in|at|live)|writes|answers|unpacks|analy[sz]es",
    "de": r"erklärt|berichtet|analysiert|beantwortet|fasst|spricht\ mit|gibt\ (?:einen|tipps)",
    "fr": r"explique|fait\ le\ point|analyse|revient\ sur|répond",
    "es": r"explica|analiza|informa\ desde|responde",
    "it": r"spiega|analizza|risponde|fa\ il\ punto",
    "pt": r"explica|analisa|responde",
    "nl": r"legt\ uit|analyseert|beantwoordt",
    "sv": r"förklarar|analyserar|rapporterar",
    "ru": r"рассказывает|объясняет|разбирает",
}
_HAS_MORE = re.compile(
    r"(?:has|have|with) (?:more|the (?:latest|details|story|report))"
    r"(?: (?:on|from|about) [^.]{1,80})?\.$"
)
_MARKS = "•*–—-+»›>#→▶ \t"


_OPENS = {
    language: Caseless(rf"(?:{words})(?:(?<=\s)|(?!\w))", verbose=True)
    for language, words in _OPENERS.items()
}
_HANDING_ON = {
    language: Caseless(rf"(?<!\w)(?:{words})(?!\w)", verbose=True)
    for language, words in _HANDS_ON.items()
}


def is_call(sentence: str, language: str = "en") -> bool:
    """True for a sentence that calls the reader to something or announces what is not in it.

    `language` is an ISO 639-1 code; a language without a list is read with
    the English one. Linear in the sentence.
    """
    if len(sentence) > LONGEST_CALL_CHARS:
        return False
    code = language[:2].lower()
    bare = sentence.lstrip(_MARKS)
    return _OPENS.get(code, _OPENS["en"]).match(bare) is not None


def hands_on(sentence: str, outlet: str, language: str = "en") -> bool:
    """True for "NBC News' Ana Brandt reports.": the outlet hands on to one of its own.

    It names the outlet (or the outlet's first word in capitals), and says that
    somebody reports, explains or has more. Sentences with a quotation tell
    something themselves.
    """
    if len(sentence) > LONGEST_CALL_CHARS or any(mark in sentence for mark in '"“„«'):
        return False
    if _HAS_MORE.search(sentence):
        return True
    if not any(name in sentence for name in _names(outlet)):
        return False
    code = language[:2].lower()
    return _HANDING_ON.get(code, _HANDING_ON["en"]).search(sentence) is not None


@lru_cache(maxsize=1_000)  # asked for each sentence of an outlet
def _names(outlet: str) -> list[str]:
    """How an outlet calls itself: its name, and a first word that is all capitals."""
    first = outlet.split(" ")[0].split(".")[0]
    return [outlet, first.upper()] if len(first) >= 2 and first.isalpha() else [outlet]
