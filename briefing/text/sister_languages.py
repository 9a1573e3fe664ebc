"""Languages that a count of letters cannot tell apart, told by words that only one of them has.

Serbian in Latin letters, Croatian and Bosnian; Indonesian and Malay. The
words are everyday ones on which school grammars of the languages differ: the
reflex of old `ě` (mesto, mjesto), names of months, borrowed against own words
(hiljada, tisuća; karena, kerana).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from briefing.text.clean import word_set

# Sets of languages; one a text is taken for by its letters may be any of its set.
_SISTERS = (frozenset({"hr", "bs", "sr"}), frozenset({"id", "ms"}))
SISTERS = {language: sisters for sisters in _SISTERS for language in sisters}

# Beginnings of words; one that ends in a stop stands for that word alone.
_EKAVIAN = word_set(
    "mest umest vreme vremen deo. deca. dece. deci. decu. dete. detet devoj čovek čoveč "
    "predsedn predsednic sledeć posledn nedelj rešen reši uvek. gde. negde. ovde. onde. pre. "
    "posle. reč. reči. rečima. reče. svet. sveta. svetu. svetom. svetsk vest. vesti. veruj "
    "verov veren verovatn cel. cela. celo. cele. celu. celi. celog. celom. celoj. cena. cene. "
    "cenu. ceni. cenama. dve. lep. lepa. lepo. lepe. leto. letnj mesec mleko mlek telo. tela. "
    "telu. delo. dela. del. delova delovi delom deluj uspeh uspel uspe. zahtev primer. "
    "primera. primeru. primen smes smer odmeren mera. mere. meru. merama. hteo. htela. hteli. "
    "želeo. živeo. živela. živeli. videt video. videl voleo. volel bezbedn obezbed ubedi "
    "pobed pobeg begstv beži odel odeljen podel podeli podelj razume razumeo procen ocen "
    "osećaj osete povred uvred srednj sreda. sredu. srede. sred. usred. savet sever svedoč "
    "prosečn obe. obeju. doneo. donel odnel osećao oceni vek. veka. veku. sused seća zvezd "
    "sneg. snega. vetar rek. reka. reke. reku. lekar ponedelj izvešt vređa ubeđ medij"
)
_IJEKAVIAN = word_set(
    "mjest umjest promjen vrijem vremenom. dio. djec dijet djetet djevoj čovjek čovječ "
    "predsjed sljedeć posljed nedjelj riješ rješ uvijek. gdje. negdje. ovdje. ondje. prije. "
    "poslije. riječ svijet svjetsk vijest vjeruj vjerov vjeren cijel cijen dvije. lijep ljepš "
    "ljeto. ljeta. ljetn mjesec mlijek tijel tijek tijelo djel dijel uspjeh uspjel uspješ "
    "zahtijev zahtjev primjer primjen smjes smjer mjer htio. htjel želio. željel živio. "
    "živjel vidje vidio. volio. pobjed bijel odjel podijel razumje procjen ocjen osjeć "
    "povrijed uvrijed srijed sjeć sjever savjet vijeć vjetar zvijezd gnijez sjeme snijeg "
    "snjež rijek bijeg bjež ponedjeljak ponedjelj ljekar liječ liječn lijek obavijest obavješ "
    "izvješ izvijest"
)
_CROATIAN = word_set(
    "tko. netko. nitko. svatko. tijek tijekom. tjed tisuć milijun europ vlak zrakoplov "
    "sveučiliš glazb kazališ siječ veljač ožuj trav svib lipnj srp. srpnj kolovoz ruj. rujn "
    "listopad studen prosin povijes uvjet znanost znanstv postot točk točn suradn priopć "
    "izvješć glasnogovor obitelj tvrtk sustav odvjetn prosvjed ravnatelj dužnosn natječ "
    "redatelj vojarn čimbenik glede. utjec sukladn nazoč uporab rabi tajnik veleposlan "
    "kolodvor zaslon tisak zemljopis postroj proračun stupanj općenit opći. opća. opće. opće "
    "cjelokup zajedništv sudjel iznim premd unatoč svezi. športsk organizira kritizira "
    "financir financij kemij katoli kršć kazao kazal ponovno. posto. momčad uhić uhiti ubojst "
    "neovis razin cjepi iznimn poluotok sabor obran njezin potpor puno. kad. uobičajen"
)
_BOSNIAN = word_set(
    "ko. niko. šta. sedmic hiljad evrop voz. voza. vozom. avion vazduh univerzitet muzik "
    "pozoriš januar februar mart. marta. martu. april. aprila. aprilu. maj. maja. maju. juni. "
    "juna. junu. juli. jula. julu. august avgust septemb oktob novemb decemb histori uslov "
    "nauk procent procen. tačk tačn saradn saopć saopšt izvještaj portparol porodic kompanij "
    "firm sistem advokat protest. protesti. protesta. protestant saobrać zvaničn konkurs "
    "režiser kasarn hljeb takođe. uticaj utica upotreb sekretar ambasad ambasador stanic "
    "kompjut štamp geograf budžet fudbal opšt opšte. organizova kritikova finansir finansij "
    "hemij hrišć uprkos. nezavis kafa. kahv lahk mehk općin hronič učesni učestv opština "
    "milion tokom. ponovo. desilo. desio. desila. uhaps uhapš oblast veoma. njen. njenog. "
    "njene. ukoliko. prodavn decenij ubist poen. poena. kapiten vakcin prosjeku takmič ovaj. "
    "procjenj nivo. nivou. fabri odbran"
)
_INDONESIAN = word_set(
    "karena bahwa bisa uang mobil perusahaan polisi kantor dari berbagai setelah "
    "mengatakan ujar ujarnya saat yakni yaitu mantan tim agustus juli desember "
    "maret juni april mei miliar persen pria perempuan namun sedangkan sudah "
    "meskipun mulai senin kamis jumat sangat terjadi melakukan pemerintah inggris "
    "prancis spanyol italia serikat pertandingan sepak pelatih karyawan universitas "
    "bandara televisi kualitas aktivitas komunitas wali resmi kelompok butuh "
    "membutuhkan biaya siswa rupiah pekan terkait menurutnya yg kasus koran bicara "
    "berbicara artikel coba mencoba proyek eropa partai bagian menit adanya "
    "pemerintahan umum uni berhasil poin anggota posisi kekerasan nasional energi "
    "apakah komite upaya punya keamanan pernyataan kanker toko percobaan perbatasan "
    "seharusnya sebagian kesepakatan pengadilan sulit rencana dukungan departemen "
    "delapan berbeda juru teman nuklir jaksa publik dekade tingkat besok usia "
    "lainnya memiliki harus hal memenangkan mendapatkan kota informasi kementerian "
    "telepon sore penjualan"
)
_MALAY = word_set(
    "kerana bahawa boleh wang kereta syarikat polis daripada pelbagai selepas "
    "berkata beliau ialah iaitu pasukan ogos julai disember mac jun bilion "
    "trilion peratus lelaki manakala apabila semasa sahaja ramai tiada kanak "
    "hospital kerajaan british perancis sepanyol itali perlawanan jurulatih "
    "universiti televisyen kualiti aktiviti komuniti kumpulan memerlukan isnin "
    "khamis jumaat ahad dijangka antarabangsa filem akhbar perbelanjaan pengarah "
    "penyelidik kajian tarikh cuba mencuba projek seramai sebarang sebaik walaupun "
    "kes muzik akaun perniagaan parlimen parti undi dolar pound paun bandar "
    "bandaraya tandas kemudahan sekiranya bagaimanapun berkenaan eropah berlaku "
    "minit mengikut kawasan rakan kesatuan pegawai sukan amat nuklear majlis "
    "bahagian tentera keselamatan perkara jawatankuasa siasatan berjaya olimpik "
    "teruk baharu jenayah sempadan petang sokongan sebahagian kenyataan berbanding "
    "berumur pasaran tempatan mangsa mengundi setiausaha perkhidmatan mesyuarat "
    "kebangsaan esok lapan adakah separuh menyokong mempunyai semula memberitahu "
    "menghantar kanser kejayaan jualan mula pentadbiran keputusan laman telefon "
    "maklumat cawangan"
)
# Measured on the even documents of NTREX (benchmarks/languages.py), see docs/decisions.md.
_MARKER_WEIGHT = 2
# Without any evidence it is Croatian, of which there is more: docs/decisions.md.
_BOSNIAN_WEIGHT = -1
_CYRILLIC = re.compile("[а-яђ-џ]")
_WORD = re.compile(r"[^\W\d_]+")
_STEM_CHARS = range(3, 10)  # a beginning in the lists has from three to nine letters


def tell_apart(scores: Mapping[str, float], text: str) -> str:
    """The likeliest of the sisters in `scores`, by their scores and the words of the text.

    `scores` are the probabilities the letters give: those of all languages.
    """
    words = _WORD.findall(text.lower())
    if max(scores, key=scores.__getitem__) in SISTERS["id"]:
        indonesian = sum((word in _INDONESIAN) - (word in _MALAY) for word in words)
        return "id" if indonesian + _odds(scores, "id", "ms") > 0 else "ms"
    return _south_slavic(scores, words)


def _south_slavic(scores: Mapping[str, float], words: list[str]) -> str:
    """Serbian writes mesto; Croatian and Bosnian mjesto, and differ in many words."""
    if sum(_CYRILLIC.match(word) is not None for word in words) * 2 > len(words):
        return "sr"
    ekavian = _count(words, _EKAVIAN) - _count(words, _IJEKAVIAN)
    croatian = _count(words, _CROATIAN) - _count(words, _BOSNIAN)
    if ekavian > 0 or (ekavian == 0 and croatian < 0):
        return "sr"
    croatian_score = _MARKER_WEIGHT * croatian + _odds(scores, "hr", "bs")
    return "hr" if croatian_score > _BOSNIAN_WEIGHT else "bs"


def _odds(scores: Mapping[str, float], language: str, other: str) -> float:
    """The logarithm of how many times likelier the one is than the other by its letters."""
    least = 1e-9  # a score of nothing must not count for more than all words
    return math.log(max(scores.get(language, 0), least) / max(scores.get(other, 0), least))


def _count(words: list[str], listed: frozenset[str]) -> int:
    """How many of the words are listed, or begin as a listed one does."""
    return sum(_is_listed(word, listed) for word in words)


def _is_listed(word: str, listed: frozenset[str]) -> bool:
    return f"{word}." in listed or any(word[:length] in listed for length in _STEM_CHARS)
