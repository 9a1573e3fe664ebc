"""Words at the start of a sentence that point back, and verbs of saying, by language.

A list is short on purpose: words that nearly always lean on the sentence
before. English is complete; the others hold the commonest.
"""

from __future__ import annotations

from briefing.text.clean import word_set

# Pronouns and connectives.
LEANING = {
    "en": word_set(
        "he she it they his her its their theirs this these those that him them both such there "
        "here then another others "
        "or nor because but and so however meanwhile also instead still yet moreover thus "
        "therefore otherwise nevertheless nonetheless furthermore additionally besides hence "
        "likewise similarly consequently accordingly earlier later afterwards afterward thereafter "
        "though plus yes indeed"
    ),
    "de": word_set(
        "er sie ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner dies diese dieser "
        "dieses diesen dessen deren sie dort dann da dabei damit daher darum deshalb deswegen "
        "aber und oder denn doch jedoch allerdings hingegen dagegen zudem außerdem ferner auch "
        "trotzdem dennoch stattdessen somit also danach später zuvor inzwischen unterdessen so"
    ),
    "fr": word_set(
        "il elle ils elles ce c cet cette ces cela ceci ça celui celle ceux celles son sa ses leur "
        "leurs mais et ou donc or cependant toutefois pourtant néanmoins ainsi aussi également "
        "ensuite puis alors enfin"
    ),
    "es": word_set(
        "él ella ellos ellas ello esto eso este esta estos estas ese esa esos esas su sus pero y e "
        "o u sino porque además también tampoco asimismo entonces luego después así"
    ),
    "it": word_set(
        "egli ella lui lei essi esse loro ciò questo questa questi queste quello quella quelli "
        "quelle suo sua suoi sue ma e o però anche inoltre infatti quindi dunque perciò poi "
        "tuttavia invece così intanto"
    ),
    "pt": word_set(
        "ele ela eles elas isto isso aquilo este esta estes estas esse essa esses essas seu sua "
        "seus suas mas e ou porém contudo entretanto todavia também além assim então depois porque "
        "portanto"
    ),
    "nl": word_set(
        "hij zij ze dit dat deze die zijn haar hun hen daar dan toen maar en of want dus "
        "echter bovendien ook toch daarom daarna vervolgens intussen niettemin daarnaast"
    ),
    "ru": word_set(
        "он она оно они его её ее их ему ей им этот эта это эти тот та то те такой такая такие там "
        "тогда потом затем но а и или однако также тоже поэтому впрочем зато причем причём"
    ),
    "ar": word_set("هو هي هم هذا هذه ذلك تلك هؤلاء لكن ولكن كما أيضا وأيضا لذلك ثم بينما وأضاف"),
}  # fmt: skip

SAYING = {
    "en": word_set(
        "say says said saying tell tells told telling add adds added write writes wrote tweeted "
        "posted ask asked asks call called calling calls stated states explained claimed claims "
        "announced insisted argued argues warned warns declared described replied noted notes read "
        "reads according vowed urged testified recalled quoted dubbed titled entitled known named "
        "termed labelled labeled shouted chanted concluded continued admitted confirmed suggested "
        "responded remarked joked revealed promised thinks believes"
    ),
    "de": word_set(
        "sagt sagte sagten erklärte teilte schrieb "
        "betonte hieß zufolge laut meinte rief fügte"
    ),
    "fr": word_set(
        "dit déclaré déclare affirmé affirme expliqué "
        "explique ajouté ajoute selon écrit estime"
    ),
    "es": word_set("dijo dice afirmó señaló explicó añadió aseguró según declaró indicó escribió"),
    "it": word_set(
        "detto dice ha afferma affermato "
        "spiega spiegato aggiunto dichiarato secondo scrive"
    ),
    "pt": word_set("disse diz afirmou afirma explicou acrescentou segundo declarou escreveu"),
    "nl": word_set("zegt zei zeiden aldus volgens schreef meldt meldde liet verklaarde"),
    "ru": word_set(
        "сказал сказала заявил заявила сообщил "
        "сообщила отметил отметила словам пишет добавил"
    ),
    "ar": word_set("قال قالت وقال وأضاف أضاف أكد وأكد صرح وفقا بحسب"),
}  # fmt: skip

# Verbs that stand beside a speaker.
SPEAKING = (
    "said", "says", "say", "added", "adds", "told", "tells", "wrote", "writes", "tweeted", "posted",
    "asked", "explained", "claimed", "insisted", "argued", "warned", "noted", "stated", "recalled",
    "continued", "concluded", "admitted", "joked", "replied", "declared",
)  # fmt: skip

# "The company": which one, an earlier sentence says.
VAGUE_NOUNS = word_set(
    "company firm group party agency organization organisation club team organisers lawmaker "
    "former latter same two three pair duo trio couple "
    "man woman boy girl mother father teen teenager student students victim victims accused "
    "suspect suspects driver author writer actor actress singer player coach star "
    "businessman businesswoman officer officers minister president "
    "incident attack rally fire blast explosion crash accident case lawsuit complaint "
    "report study letter statement announcement news post tweet clip video footage film movie "
    "deal decision move measure agreement bill ruling plan proposal"
)
PHRASES = (
    "by contrast|in contrast|in addition|as a result|for example|for instance|on the other hand|"
    "in other words|in turn|at the same time|even so|after that|after this|before that|"
    "despite this|despite that|in response|to that end|for this reason|"
    "for that reason|in this|in that|at that|by then|among them|to do so|if so|that said|"
    "as such|in fact|of course|what is more|what's more|not only that|the other"
)
