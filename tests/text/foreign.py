"""Sentences of other languages with what is hard about them; a bar stands where a text is cut.

All invented. Chinese and Japanese are also read without a blank at the bar.
"""

LINES = """
de Die Brücke, z. B. für Busse gesperrt, öffnet am 3. Oktober wieder.|Dr. Weber sprach mit Prof. Lang.|Das kostet ca. 5 Mio. Euro.
de „Wir haben verloren. Wir kommen wieder“, sagte Bürgermeister Holm.|Niemand war verletzt.
de Der Verein wurde am 12. 5. 1904 gegründet.|Heute hat er u. a. Chöre und d. h. auch Proben.
de Die Firma Nordlys Ges. m. b. H. meldete Insolvenz an.|Sie hat 1.500 Mitarbeiter.
de Sie wohnt in der Hauptstr. 5 in Lunde.|Der 2. Weltkrieg endete 1945.
de »Das ist gut«, sagte er.|Dann ging er bzw. fuhr er.
de Das Gericht urteilte gem. § 5 Abs. 2 der Satzung.|Die Frist endet lt. Angaben am Mo. um 8 Uhr.
de Laut St. Galler Tagblatt kamen 400 Gäste.|König Karl III. kam auch.
de Er gewann 3 zu 2.|Trainer Holm war zufrieden.|Am 2. Advent spielt er wieder.
de „Ist das alles?“, fragte sie.|Niemand antwortete.|Am Mo., 3. Mai, geht es weiter.
de Die EU-Kommission (vgl. S. 12) rügte das Land.|In Art. 5 steht mehr.
fr Le pont est fermé depuis lundi.|M. Dupont et Mme Leroy ont parlé avec le Dr Blanc.
fr « Nous avons perdu. Nous reviendrons », a déclaré le maire.|Personne n'a été blessé.
fr Le port, p. ex. pour les bateaux, rouvre le 3 oct. prochain.|Il coûte env. 5 millions.
fr M. Holm a dit non.|J.-P. Roux a dit oui.
fr Combien coûtera le pont ?|Personne ne le sait !|La ville, etc., attend.
fr Il a vu le no. 5 et l'art. 12 de la loi.|S. Exc. l'ambassadeur était là.
fr « Vraiment ? », a-t-elle demandé.|L'O.N.U. a réagi.|Le prix est de 3,5 M€.
es El Sr. García y la Dra. López hablaron con D. Juan.|El puente, p. ej. para autobuses, está cerrado.
es «Hemos perdido. Volveremos», dijo el alcalde.|Nadie resultó herido.
es ¿Cuándo abrirá el puente?|¡Nadie lo sabe!|Los EE. UU. enviaron ayuda.
es La empresa, S. A. de Lunde, cerró en el a. C. y d. C. museo.|El art. 5 lo prohíbe.
es El Excmo. Sr. D. Juan Pérez habló.|La calle n.º 5 está cortada.|Murieron 12 personas.
it Il dott. Rossi e la sig.ra Bianchi hanno parlato.|Il ponte, p. es. per gli autobus, è chiuso.
it «Abbiamo perso. Torneremo», ha detto il sindaco.|Nessuno è rimasto ferito.
it L'on. Verdi e l'avv. Neri erano presenti.|Costa ca. 5 mln. di euro.
it Il sen. Verdi ha votato.|Alle ore 20.30 la partita.|Ha detto «no».
pt O Sr. Silva e a Dra. Costa falaram.|A ponte, p. ex. para autocarros, está fechada.
pt «Perdemos. Vamos voltar», disse o presidente da câmara.|Ninguém ficou ferido.
pt A Av. da Liberdade foi cortada.|O n.º 5 é novo.
pt O Exmo. Sr. Dr. Silva falou.|A pág. 12 diz tudo.|«Não», disse ele.
nl De heer Jansen en mevr. De Vries spraken met dr. Bakker.|De brug, bijv. voor bussen, is dicht.
nl „We hebben verloren. We komen terug”, zei de burgemeester.|Niemand raakte gewond.
nl Het kost ca. 5 mln. euro, d.w.z. veel geld.|Prof. dr. Smit was er o.a. bij.
nl J. van der Berg won de wedstrijd.|Dat is o.a. te zien op blz. 12.
ru Мост закрыт, т. е. автобусы не ходят.|Это стоит 5 млн. рублей, и т. д. и т. п.
ru «Мы проиграли. Мы вернёмся», — сказал мэр А. С. Иванов.|Никто не пострадал.
ru В 1941 г. город был разрушен.|Ул. Ленина, д. 5, закрыта.|Проф. Петров согласен.
ru Г-н Петров и акад. Сидоров приехали в г. Лунд.|Там живёт 5 тыс. человек.
ru Он сказал: «Нет».|Рис. 5 показывает рост.|См. стр. 12.
ar أغلق الجسر يوم الاثنين.|متى يفتح الجسر؟|لا أحد يعرف!|قال د. أحمد علي إن الأمر سهل.
ar «خسرنا. سنعود»، قال رئيس البلدية.|لم يصب أحد.
ar وصل د. علي و م. سعيد إلى المدينة.|بلغت التكلفة 3.5 مليون.|هل انتهى؟|نعم.
zh 大桥周一关闭。|“我们输了。我们会回来，”市长说。|没有人受伤！|什么时候开放？|没人知道……
zh 专家说：“大桥很安全。”|费用为3.5亿元。
zh 他说：“不。”|然后离开了。|据新华社报道，3.5万人参加。
ja 橋は月曜日に閉鎖された。|「負けました。また戻ります」と市長は言った。|けが人はいない！|いつ開くのか？|誰も知らない。
ja 首相は「いいえ」と言った。|そして去った。|気温は3.5度だった。
ko 다리는 월요일에 폐쇄되었다.|"우리는 졌다. 다시 돌아올 것이다"라고 시장이 말했다.|다친 사람은 없다.
ko 김 박사는 "아니요."라고 말했다.|그는 떠났다.|기온은 3.5도였다.
uk Міст закрито, т. зв. автобуси не ходять.|«Ми програли. Ми повернемося», — сказав мер А. С. Іваненко.|Ніхто не постраждав.
uk Це було у 2019 р. в Лунді.|О. П. Довженко жив тут.|Див. рис. 5.
pl Most zamknięto w pon. rano, tj. o godz. 8.|„Przegraliśmy. Wrócimy” — powiedział burmistrz.|Nikt nie ucierpiał.
tr Köprü pazartesi kapatıldı.|Dr. Yılmaz ile görüştü.|Kimse yaralanmadı.
el Η γέφυρα έκλεισε τη Δευτέρα.|Πότε θα ανοίξει;|Κανείς δεν ξέρει.
hi पुल सोमवार को बंद हुआ।|कोई घायल नहीं हुआ।
sv Mötet med Dr. Lind börjar kl. 9.30.|Bl.a. Volvo deltar, dvs. inte alla.|Han var med.|Återigen gick det bra.
sv ”Vi kommer tillbaka”, sa hon.|Det gällde t.ex. Lunds bron.|Kung Karl XVI Gustaf kom.
da Mødet begynder kl. 9.30 den 1. oktober.|Bl.a. Mærsk er med, f.eks. i havnen.|Hun tog med.|Nu er hun her.
da »Vi kommer igen,« sagde hun.|Det skete i det 19. århundrede.|Christian IV. byggede broen.
no Kampen starter kl. 19.00 den 2. mai.|Målet kom i det 65. minutt.|Bl.a. Equinor er med.
no « Vi kommer tilbake », sa hun.|Det er en plikt.|Hva skulle hun si til det?|14 personer ble reddet.
fi Juna lähtee klo 9.30 asemalta nro 4.|Mukana on mm. Helsingin kaupunki.|Kokous on 12.6. alkaen Lunden talossa.
fi ”Palaamme pian”, hän sanoi.|24 ihmistä pelastettiin.|Prof. Virtanen oli paikalla.
pl Szkoła stanie przy ul. Lipowej 5.|Prof. Nowak i dr Kowalska mówili o tym m.in. Radzie.|Most zamknięto w 1998 r. na wiosnę.
pl „Wrócimy” – powiedział burmistrz.|Papież Jan Paweł II. Nowak go znał.|Było o godz. 8 rano.
cs Sídlí v ul. Zahradní, např. Dům služeb.|Stalo se to 4. října 1918.|Dr. Nováková a Ing. Dvořák mluvili.
cs „Vrátíme se,“ řekl starosta.|Král Karel IV. Lucemburský tu stál.|30 lidí čeká.
sk Býva na ul. Lipovej č. 5.|Napr. Bratislava má most.|Prof. Kováč to povedal 1. mája.
hu A híd a Fő u. 5. szám alatt áll.|Dr. Kovács és özv. Nagy Pálné beszélt.|2018. május 3. óta zárva.
ro Stă pe str. Teilor nr. 5 din oraș.|Dl. Popescu și dr. Ionescu au vorbit.|Podul e închis de luni.
tr Okul Ihlamur Cad. No. 5 adresinde.|Prof. Dr. Yılmaz ve Av. Kaya konuştu.|Köprü 20. yüzyılda yapıldı.
uk Школа на вул. Липовій, буд. 5.|Проф. Коваль і ім. Шевченка театр.|Міст закрито з 1998 р. назавжди.
el Ο κ. Παπαδόπουλος και η κα. Νικολάου μίλησαν.|Η γέφυρα, π.χ. για λεωφορεία, έκλεισε.|Ο αρ. 5 άλλαξε.
hr Škola je u ul. Lipa br. 5.|Tzv. Novi most otvoren je 3. listopada.|Gosp. Horvat je to rekao.
bg Училището е на ул. Липа № 5.|Проф. Петров и д-р Иванова говориха.|Мостът е затворен.
ca El Sr. Puig i la Dra. Roca van parlar.|El pont és al núm. 5 del carrer.|Ningú no ho sap.
id Jembatan di Jl. Melati No. 5 ditutup.|Prof. Budi dan Dr. Sari berbicara.|Tidak ada korban.
et Sild on suletud alates 3. maist.|Dr. Tamm ja prof. Kask rääkisid.|Keegi ei saanud viga.
lv Tilts ir slēgts kopš 3. maija.|Dr. Bērziņš un prof. Kalns runāja.|Neviens necieta.
lt Tiltas uždarytas nuo 3 d. pirmadienio.|Prof. Kazlauskas ir dr. Petrauskas kalbėjo.|Niekas nenukentėjo.
is Brúin er lokuð frá 3. maí.|Dr. Jónsson og próf. Anna töluðu.|Enginn meiddist.
""".strip().splitlines()  # noqa: E501

# One event, told in each language by two stories of about a hundred words.
STORIES = {
    "de": (
        ("Fähre vor Harwick auf Grund gelaufen", """\
Die Fähre Aldis ist am Dienstagabend vor Harwick mit 212 Menschen an Bord auf Grund gelaufen. \
Verletzt wurde niemand, teilte die Küstenwache mit. Drei Rettungsboote brachten die Fahrgäste \
binnen zwei Stunden in den Hafen von Lunde. Kapitänin Marta Brandt sagte den Ermittlern, die \
Steuerung sei kurz vor der Sandbank ausgefallen. Die Reederei Nordlys will alle Fahrkarten der \
Woche erstatten. Ab Donnerstag soll eine zweite Fähre die Insel anlaufen, z. B. für den \
Schulverkehr. Taucher sollen den Rumpf untersuchen, sobald der Sturm vorüber ist."""),
        ("212 Menschen von Fähre gerettet", """\
Nach dem Unglück der Fähre Aldis vor Harwick prüft die Behörde, warum die Steuerung versagte. \
Die Seeleute hatten im Oktober zweimal Mängel gemeldet, sagte Dr. Odd Brekke von der \
Gewerkschaft. Die Reederei Nordlys wies das zurück. Die Insel Lunde mit ihren 3.100 Bewohnern \
hat im Winter keine andere Verbindung zum Festland. Die Fähre liegt aufrecht auf der Sandbank."""),
    ),
    "fr": (
        ("Un ferry s'échoue au large de Harwick", """\
Le ferry Aldis s'est échoué mardi soir au large de Harwick avec 212 personnes à bord. Personne \
n'a été blessé, selon les garde-côtes. Trois canots ont ramené les passagers au port de Lunde \
en deux heures. La capitaine Marta Brandt a expliqué aux enquêteurs que la direction était \
tombée en panne près du banc de sable. La compagnie Nordlys remboursera tous les billets de la \
semaine. Un second ferry desservira l'île dès jeudi. Des plongeurs examineront la coque après \
la tempête."""),
        ("212 passagers sauvés d'un ferry", """\
L'enquête sur l'échouement du ferry Aldis à Harwick doit dire pourquoi la direction a cédé. \
Des marins avaient signalé deux pannes en octobre, affirme M. Brekke, du syndicat. La \
compagnie Nordlys le conteste. L'île de Lunde, qui compte 3 100 habitants, n'a pas d'autre \
liaison avec le continent en hiver. Le navire repose droit sur le banc de sable."""),
    ),
    "es": (
        ("Un ferri encalla frente a Harwick", """\
El ferri Aldis encalló el martes por la noche frente a Harwick con 212 personas a bordo. Nadie \
resultó herido, según la guardia costera. Tres botes llevaron a los pasajeros al puerto de \
Lunde en dos horas. La capitana Marta Brandt dijo a los investigadores que el timón había \
fallado poco antes del banco de arena. La compañía Nordlys devolverá todos los billetes de la \
semana. Otro ferri llegará a la isla desde el jueves. Unos buzos examinarán el casco tras la \
tormenta."""),
        ("Rescatados 212 pasajeros de un ferri", """\
La investigación sobre el ferri Aldis en Harwick debe aclarar por qué falló el timón. Los \
marineros habían avisado dos veces en octubre, afirmó el Sr. Brekke, del sindicato. La \
compañía Nordlys lo niega. La isla de Lunde, con 3.100 habitantes, no tiene otra conexión con \
tierra firme en invierno. El barco sigue derecho sobre el banco de arena."""),
    ),
    "it": (
        ("Traghetto si arena al largo di Harwick", """\
Il traghetto Aldis si è arenato martedì sera al largo di Harwick con 212 persone a bordo. \
Nessuno è rimasto ferito, secondo la guardia costiera. Tre scialuppe hanno portato i \
passeggeri nel porto di Lunde in due ore. La comandante Marta Brandt ha detto agli inquirenti \
che il timone si era guastato poco prima della secca. La compagnia Nordlys rimborserà tutti i \
biglietti della settimana. Un secondo traghetto servirà l'isola da giovedì. I sommozzatori \
esamineranno lo scafo."""),
        ("Salvi 212 passeggeri del traghetto", """\
L'inchiesta sul traghetto Aldis a Harwick deve chiarire perché il timone ha ceduto. I marinai \
avevano segnalato due guasti in ottobre, ha affermato il dott. Brekke del sindacato. La \
compagnia Nordlys lo nega. L'isola di Lunde, con 3.100 abitanti, non ha altri collegamenti con \
la terraferma in inverno. La nave è ferma e dritta sulla secca."""),
    ),
    "pt": (
        ("Ferry encalha ao largo de Harwick", """\
O ferry Aldis encalhou na terça-feira à noite ao largo de Harwick com 212 pessoas a bordo. \
Ninguém ficou ferido, segundo a guarda costeira. Três botes levaram os passageiros para o \
porto de Lunde em duas horas. A comandante Marta Brandt disse aos investigadores que o leme \
tinha falhado pouco antes do banco de areia. A companhia Nordlys vai devolver todos os \
bilhetes da semana. Outro ferry servirá a ilha a partir de quinta-feira. Mergulhadores vão \
examinar o casco."""),
        ("Salvos 212 passageiros de ferry", """\
A investigação ao ferry Aldis em Harwick deve esclarecer porque falhou o leme. Os marinheiros \
tinham avisado duas vezes em outubro, afirmou o Sr. Brekke, do sindicato. A companhia Nordlys \
nega isso. A ilha de Lunde, com 3.100 habitantes, não tem outra ligação com o continente no \
inverno. O navio está direito sobre o banco de areia."""),
    ),
    "nl": (
        ("Veerboot loopt vast voor Harwick", """\
De veerboot Aldis is dinsdagavond voor Harwick vastgelopen met 212 mensen aan boord. Niemand \
raakte gewond, aldus de kustwacht. Drie reddingsboten brachten de passagiers binnen twee uur \
naar de haven van Lunde. Kapitein Marta Brandt zei tegen de onderzoekers dat het roer vlak \
voor de zandbank was uitgevallen. Rederij Nordlys betaalt alle kaartjes van de week terug. \
Vanaf donderdag vaart een tweede veerboot naar het eiland. Duikers gaan de romp onderzoeken na \
de storm."""),
        ("212 mensen van veerboot gered", """\
Het onderzoek naar de veerboot Aldis bij Harwick moet uitwijzen waarom het roer weigerde. \
Zeelieden hadden in oktober twee keer gebreken gemeld, zei dr. Brekke van de vakbond. Rederij \
Nordlys ontkent dat. Het eiland Lunde, met 3.100 inwoners, heeft in de winter geen andere \
verbinding met het vasteland. Het schip ligt rechtop op de zandbank."""),
    ),
    "ru": (
        ("Паром сел на мель у Харвика", """\
Паром «Алдис» во вторник вечером сел на мель у Харвика с 212 людьми на борту. Никто не \
пострадал, сообщила береговая охрана. Три спасательных катера доставили пассажиров в порт \
Лунде за два часа. Капитан Марта Брандт сказала следователям, что рулевое управление отказало \
перед самой мелью. Компания «Нордлис» вернёт деньги за все билеты недели. Второй паром пойдёт \
на остров с четверга. Водолазы осмотрят корпус после шторма."""),
        ("С парома спасли 212 человек", """\
Следствие по делу парома «Алдис» у Харвика должно выяснить, почему отказало рулевое \
управление. Моряки дважды сообщали о неполадках в октябре, т. е. за месяц, заявил А. Брекке из \
профсоюза. Компания «Нордлис» это отрицает. Остров Лунде, где живут 3 100 человек, зимой не \
имеет другой связи с материком. Паром стоит на мели ровно."""),
    ),
    "ar": (
        ("جنوح عبارة قبالة هارويك", """\
جنحت العبارة ألديس مساء الثلاثاء قبالة هارويك وعلى متنها 212 شخصا. لم يصب أحد بأذى، بحسب خفر \
السواحل. نقلت ثلاثة قوارب إنقاذ الركاب إلى ميناء لوندي خلال ساعتين. قالت القبطانة مارتا براندت \
للمحققين إن الدفة تعطلت قبل الوصول إلى الضفة الرملية. ستعيد شركة نورديس ثمن جميع تذاكر \
الأسبوع. ستخدم عبارة ثانية الجزيرة اعتبارا من الخميس. متى يفحص الغواصون البدن؟"""),
        ("إنقاذ 212 راكبا من عبارة", """\
يبحث التحقيق في حادث العبارة ألديس قرب هارويك عن سبب تعطل الدفة. أبلغ البحارة مرتين عن أعطال \
في أكتوبر، قال د. بريكي من النقابة. نفت شركة نورديس ذلك. ليس لجزيرة لوندي التي يسكنها 3100 شخص \
أي صلة أخرى بالبر في الشتاء. ترسو العبارة مستقيمة على الضفة الرملية."""),
    ),
    "zh": (
        ("渡轮在哈里奇附近搁浅", """\
周二晚上，载有212人的渡轮“阿尔迪斯”号在哈里奇附近搁浅。海岸警卫队表示，没有人受伤。\
三艘救生艇在两小时内把乘客送到伦德港。船长玛尔塔·布兰特告诉调查人员，船舵在到达沙洲前不\
久失灵。北光公司将退还本周所有船票。从周四起，另一艘渡轮将为该岛服务。暴风雨过后，潜水员\
将检查船体。"""),
        ("渡轮上212人获救", """\
哈里奇附近“阿尔迪斯”号渡轮的调查将查明船舵为何失灵。工会的布雷克说，船员在十月份曾两次\
报告故障。北光公司否认了这一说法。伦德岛有3100名居民，冬季没有其他通往大陆的交通。渡\
轮仍直立在沙洲上。"""),
    ),
    "ja": (
        ("フェリーがハリッジ沖で座礁", """\
火曜日の夜、212人を乗せたフェリー「アルディス」がハリッジ沖で座礁した。沿岸警備隊によ\
ると、けが人はいない。三隻の救命艇が二時間以内に乗客をルンデ港へ運んだ。船長のマルタ・ブ\
ラントは、砂州の直前で舵が故障したと調査官に語った。ノードリス社は今週の切符をすべて払い\
戻す。木曜日から別のフェリーが島へ向かう。"""),
        ("フェリーから212人救助", """\
ハリッジ沖のフェリー「アルディス」の調査は、舵が故障した理由を明らかにする。組合のブレッ\
ケ氏は、船員が十月に二度故障を報告していたと述べた。ノードリス社はこれを否定した。ルンデ\
島には3100人が住む。"""),
    ),
    "ko": (
        ("하리치 앞바다에서 여객선 좌초", """\
화요일 밤 212명을 태운 여객선 알디스호가 하리치 앞바다에서 좌초했다. 해안경\
비대는 다친 사람이 없다고 밝혔다. 구명정 세 척이 두 시간 안에 승객을 룬데 \
항구로 옮겼다. 선장 마르타 브란트는 모래톱 직전에 키가 고장 났다고 조사관에게\
 말했다. 노르딜리스 회사는 이번 주 표를 모두 환불한다."""),
        ("여객선에서 212명 구조", """\
하리치 앞바다 여객선 알디스호 조사는 키가 고장 난 이유를 밝힐 것이다. 노조의\
 브레케는 선원들이 10월에 두 번 고장을 알렸다고 말했다. 노르딜리스 회사는 \
이를 부인했다. 룬데섬에는 3100명이 산다."""),
    ),
    "uk": (
        ("Пором сів на мілину біля Гарвіка", """\
Пором «Алдіс» у вівторок увечері сів на мілину біля Гарвіка з 212 людьми на борту. Ніхто не \
постраждав, повідомила берегова охорона. Три рятувальні човни доставили пасажирів у порт Лунде \
за дві години. Капітанка Марта Брандт сказала слідчим, що кермо відмовило перед самою мілиною. \
Компанія «Нордліс» поверне гроші за всі квитки тижня."""),
        ("З порома врятували 212 людей", """\
Слідство щодо порома «Алдіс» біля Гарвіка має з'ясувати, чому відмовило кермо. Моряки двічі \
повідомляли про несправності у жовтні, заявив А. Брекке з профспілки. Компанія «Нордліс» це \
заперечує. На острові Лунде живуть 3 100 людей."""),
    ),
}  # fmt: skip
