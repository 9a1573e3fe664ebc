"""Short forms by language: what hardly ever ends a sentence though a stop ends it.

Titles, units before a name, references before a number. Short forms that end
sentences as often as not (etc., itd., osv., mfl., kr.) are left out: before a
small letter no stop ends one in any case. From the rules of spelling of each
language (PWN, Slovník, Språkrådet, Dansk Sprognævn, Kielitoimisto, MTA, TDK
and their like), not from any corpus.
"""

from __future__ import annotations

from briefing.text.clean import word_set

# Whatever follows.
ALWAYS = {
    "de": "dr prof hr fr frl dipl ing mag hon bzw bspw sog vgl inkl exkl zzgl ggf gem geb betr "
    "st rev mr mrs ms sen z.b u.a d.h",
    "fr": "m mm mme mlle mgr dr pr prof ste st env cf av bd mr mrs ms sen rep",
    "es": "sr sra srta sres dr dra dña d prof profa lic ing gral cnel excmo avda cía pág núm "
    "aprox mr mrs ms st sen rep sto sta",
    "it": "sig sigg sig.ra sig.na dott dott.ssa prof avv ing arch geom rag cav comm mons magg "
    "on egr spett dr mr mrs ms st sen gen col ten cap",
    "pt": "sr sra srs sras dr dra drs prof profa eng engª arq exmo exma pág núm aprox av d mr "
    "mrs ms st sto sta gen cel ten cap sen dep v.exa s.exa p.ex",
    "gl": "sr sra dr dra prof dna d mr mrs ms st sto sta núm páx av gral",
    "ca": "sr sra dr dra prof st sta mr mrs ms núm pàg av gral dna",
    "nl": "dhr mevr mw mr drs dr ir ing prof ds bijv st mrs ms sen gen kol lt kapt o.a m.b.v",
    "af": "mnr mev mej dr prof ds adv st genl kol lt bv",
    "ru": "англ лат нем фр ул просп пр проф акад доц им рис табл пос св пер г-н г-жа ген полк "
    "т.н т.е др-р",
    "uk": "англ лат нім фр вул просп пр проф акад доц ім рис табл св пл бул пров м обл р-н ген "
    "полк т.зв п див гр т.н напр тов",
    "be": "вул пр праф акад дац ім св г пл бул ген",
    "bg": "ул бул пл проф акад доц д-р инж арх св ген полк гр с г-н г-жа им кв",
    "mk": "ул бул проф акад доц д-р инж св ген гр г г-ѓа",
    "pl": "dr hab prof inż mgr płk ppłk gen kpt por sierż ks bp abp kard św ul al pl os tj tzn "
    "tzw np m.in red im ur pt lek mec mjr sen pos dyr wicedyr p o mr mrs ms st o.o hr",
    "cs": "dr prof doc ing mgr bc mudr judr phdr rndr mvdr paeddr thdr plk pplk gen kpt por sv "
    "ul nám tř např tzv tzn tj mj resp popř apod zn p pí sl mr mrs ms st odd red čp",
    "sk": "dr prof doc ing mgr bc mudr judr phdr rndr plk pplk gen kpt por sv ul nám tr napr "
    "tzv t.j resp príp p pí mr mrs ms st čs",
    "sl": "dr prof doc mag ing univ dipl sv ul g ga gdč gen npr t.i oz tj mr mrs ms st",
    "hr": "dr prof doc mr mag ing dipl sv ul gosp gđa gđica gen bosn tzv npr tj odn mrs ms st akad",
    "bs": "dr prof doc mr mag ing dipl sv ul gosp gđa gen tzv npr tj odn mrs ms st akad hazim",
    "sr": "dr prof doc mr mag ing dipl sv ul gosp gđa gen tzv npr tj odn mrs ms st akad др проф "
    "доц мр инж св ул г гђа ген тзв нпр тј одн акад",
    "sv": "dr prof doc civ.ing st s.k t.ex bl.a d.v.s dvs t.o.m fr.o.m f.d p.g.a resp tel kap "
    "hr fr överste mr mrs ms kung gen lt sen",
    "no": "dr prof hr fr st bl.a f.eks dvs d.v.s pga p.g.a m.a.o jf tlf kapt gen oblt maj sen "
    "mr mrs ms ca inkl ekskl s.k såk",
    "nn": "dr prof hr fr st bl.a t.d dvs d.v.s pga p.g.a jf tlf kapt gen sen mr mrs ms ca m.a "
    "inkl s.k",
    "da": "dr prof hr fr frk st bl.a f.eks dvs d.v.s pga p.g.a jf tlf kapt gen sen mr mrs ms ca "
    "inkl ekskl s.k såk skt lic mag cand vedr",
    "fi": "dr prof toht hra rva nti past ev.lut tri maist fil.tri tp ns mm esim vrt ts ent nyk "
    "mr mrs ms st kenr evl maj puh synt",
    "et": "dr prof hr pr prl mag st nn nt s.o sh jne.a knt tn pst mr mrs ms lk kol kpt",
    "lv": "dr prof doc mag kgs k-dze sv t.s t.i piem mr mrs ms st ģen plkv",
    "lt": "dr prof doc mag p pon šv g al pr a.a vad gen plk kpt mr mrs ms st pvz vysk kun",
    "hu": "dr prof id ifj özv gr br st szt ún pl ti vö ld kb ill stb.a ezr mr mrs ms gen dipl hg",
    "ro": "dr prof ing arh dl dna d-na d-lui dlui d-șoara str bd bld șos al sf sf-ta gen col lt "
    "cpt mr mrs ms st lect conf acad univ nr.crt ex av jud art.cit",
    "tr": "dr prof av doç yrd op uzm öğr gör bkz vb.a mah cad sok bul apt sn alb org gen yb bnb "
    "yzb müh arş hz mr mrs ms st örn ör",
    "az": "dr prof dos akad müh küç pr st mr mrs ms",
    "el": "κ κα κος κυρ δρ καθ αγ οδ λεωφ πλ αρ τηλ βλ πρβλ δηλ π.χ λ.χ κκ στρ στρατ ταξ συντ "
    "υπ σερ αντ πρ mr mrs ms st",
    "id": "dr prof ir drs dra hj h tn ny sdr jl gg st mr mrs ms jend kol kapt brigjen letjen "
    "mayjen kh rt rw kab prov kec a.n u.p",
    "ms": "dr prof en pn cik hj dato st mr mrs ms sdn jln jl lt kol kapt jen",
    "is": "dr prof próf hr fr sr sbr þ.e t.d m.a t.a.m skv u.þ.b f.h st mr mrs ms hæstv háttv",
    "eu": "dr prof jn and st mr mrs ms",
    "sq": "dr prof z znj sh rr st mr mrs ms gjen kol",
    "vi": "ts gs pgs ths tp bs ks ls mr mrs ms st dr q p tt",
    "hy": "դ պրոֆ",
    "ar": "د أ م أ.د",
}
# Before a number.
NUMBERED = {
    "de": "nr abs art bd str kap ziff s tel abb",
    "fr": "n no nos art p pp vol fig chap",
    "es": "n no nº art pág p vol cap fig",
    "it": "n nn art pag p vol cap fig tel",
    "pt": "n nº art pág p vol cap fig tel",
    "gl": "n nº art páx p vol",
    "ca": "n núm art pàg p vol",
    "nl": "nr art blz p tel hfdst",
    "ru": "д кв ст п стр гл № тел рис",
    "uk": "буд кв ст п стор ч тел рис о",
    "be": "д кв арт п стар",
    "bg": "чл ал т стр ет ап тел бл вх",
    "pl": "godz nr str art poz s ust tel rys ok pkt lok m rozdz",
    "cs": "č čís str odst art kap tel obr cca kl s",
    "sk": "č čís str ods čl kap tel obr cca s",
    "sl": "št str čl tel sl ok",
    "hr": "br str čl st tel sl god",
    "bs": "br str čl st tel sl god",
    "sr": "br str čl st tel sl god бр стр чл ст тел сл",
    "sv": "nr kl s sid kap art ca cirka max min st ung",
    "no": "nr kl s kap art § maks min pkt gnr bnr",
    "nn": "nr kl s kap art maks min pkt",
    "da": "nr kl s kap art stk maks min pkt",
    "fi": "nro klo s n luku mom puh kpl alk",
    "et": "nr kl lk p art u",
    "lv": "nr plkst p lpp art",
    "lt": "nr val p str art",
    "hu": "sz old pl kb cca bek",
    "ro": "nr art alin pag p cap pct tel ora et ap bl sc",
    "tr": "no s m md sf tel nr",
    "el": "αρ άρθ σελ παρ τ αριθ τηλ",
    "id": "no hal ps pasal telp tel",
    "ms": "no hlm tel",
    "is": "nr kl bls gr",
    "vi": "số tr",
    "eu": "zk or art",
}
# Where a number with a stop is an ordinal in any place: before these words it is one for sure.
ORDINAL = {
    "de": "der die das dem den des am im zum zur vom beim ein eine einem einen einer seinem "
    "seinen seiner seine ihrem ihren ihrer ihre jeder jedem jeden und bis ab seit",
    "no": "den det de av til fra i på ved og siden etter før hver",
    "nn": "den det dei av til frå i på ved og sidan etter før kvar",
    "da": "den det de af til fra i på ved og siden efter før hver",
    "fi": "ja",
    "cs": "do od ve v na k po před a dne v",
    "sk": "do od vo v na k po pred a dňa",
    "hr": "do od u na za i dana",
    "sl": "do od v na za in dne",
    "hu": "a az és egy",
    "et": "ja",
    "lv": "un no līdz",
    "tr": "ve bu",
}
# Months that begin with a capital, after a day with a stop.
MONTHS = {
    "de": "jan jän feb mär apr mai jun jul aug sep okt nov dez",
    "lb": "jan feb mär abr mee jun jul aug sep okt nov dez",
}
# Languages that write ordinals, and so the numbers of kings, with a stop: Ludvík XIV. of France.
ROMAN_ORDINALS = word_set("de cs sk sl hr bs sr hu pl da no nn fi et lv tr is lb")
