"""Two sentences of the same small news in forty languages, all our own: `code text`."""

NEWS = """
en The ferry has been running again since Monday, the company says. It stood still for three weeks because the engine was broken.
de Die Fähre fährt seit Montag wieder, teilte die Reederei mit. Sie stand drei Wochen still, weil der Motor kaputt war.
fr Le ferry circule de nouveau depuis lundi, annonce la compagnie. Il est resté à quai trois semaines parce que le moteur était cassé.
es El transbordador vuelve a circular desde el lunes, dice la empresa. Estuvo parado tres semanas porque el motor estaba roto.
it Il traghetto è di nuovo in servizio da lunedì, dice la compagnia. È rimasto fermo tre settimane perché il motore era rotto.
pt O barco voltou a circular na segunda-feira, diz a empresa. Esteve parado três semanas porque o motor estava avariado.
nl De veerboot vaart sinds maandag weer, zegt de rederij. Hij lag drie weken stil omdat de motor kapot was.
sv Färjan går igen sedan i måndags, säger rederiet. Den stod stilla i tre veckor eftersom motorn var trasig.
da Færgen sejler igen siden mandag, siger rederiet. Den lå stille i tre uger, fordi motoren var gået i stykker.
no Ferja går igjen siden mandag, sier rederiet. Den lå stille i tre uker fordi motoren var ødelagt.
fi Lautta kulkee taas maanantaista lähtien, kertoo varustamo. Se seisoi kolme viikkoa, koska moottori oli rikki.
is Ferjan siglir aftur frá því á mánudag, segir útgerðin. Hún lá við bryggju í þrjár vikur vegna þess að vélin var biluð.
pl Prom znów kursuje od poniedziałku, informuje armator. Stał przez trzy tygodnie, ponieważ silnik był zepsuty.
cs Trajekt od pondělí opět jezdí, uvádí společnost. Stál tři týdny, protože měl rozbitý motor.
sk Trajekt od pondelka opäť premáva, uvádza spoločnosť. Stál tri týždne, pretože mal pokazený motor.
sl Trajekt od ponedeljka spet vozi, sporoča podjetje. Stal je tri tedne, ker je bil motor pokvarjen.
hr Trajekt od ponedjeljka ponovno vozi, priopćila je tvrtka. Stajao je tri tjedna jer je motor bio pokvaren.
sr Трајект од понедељка поново саобраћа, саопштила је компанија. Стајао је три недеље јер је мотор био покварен.
hu A komp hétfő óta ismét közlekedik, közölte a társaság. Három hétig állt, mert elromlott a motorja.
ro Feribotul circulă din nou de luni, anunță compania. A stat trei săptămâni pentru că motorul era stricat.
bg Фериботът отново се движи от понеделник, съобщава компанията. Той стоя три седмици, защото двигателят беше повреден.
uk Пором знову ходить із понеділка, повідомляє компанія. Він стояв три тижні, бо двигун був зламаний.
be Паром зноў ходзіць з панядзелка, паведамляе кампанія. Ён стаяў тры тыдні, бо рухавік быў зламаны.
ru Паром снова ходит с понедельника, сообщает компания. Он стоял три недели, потому что двигатель был сломан.
el Το φέρι κυκλοφορεί ξανά από τη Δευτέρα, λέει η εταιρεία. Έμεινε δεμένο τρεις εβδομάδες γιατί χάλασε η μηχανή.
tr Feribot pazartesiden beri yeniden çalışıyor, diyor şirket. Motoru bozulduğu için üç hafta boyunca durdu.
lt Keltas nuo pirmadienio vėl plaukioja, praneša bendrovė. Jis stovėjo tris savaites, nes sugedo variklis.
lv Prāmis kopš pirmdienas atkal kursē, ziņo uzņēmums. Tas trīs nedēļas stāvēja, jo bija salūzis dzinējs.
et Praam sõidab esmaspäevast jälle, teatab ettevõte. See seisis kolm nädalat, sest mootor oli katki.
ca El transbordador torna a circular des de dilluns, diu l'empresa. Va estar aturat tres setmanes perquè el motor estava espatllat.
eu Ferrya berriro dabil astelehenetik, enpresak dioenez. Hiru astez geldirik egon zen, motorra hondatuta zegoelako.
sq Trageti qarkullon sërish që nga e hëna, thotë kompania. Ai qëndroi tri javë në vend, sepse motori ishte prishur.
id Kapal feri beroperasi lagi sejak hari Senin, kata perusahaan itu. Kapal itu berhenti selama tiga minggu karena mesinnya rusak.
vi Phà đã chạy trở lại từ thứ Hai, công ty cho biết. Phà phải nằm bến ba tuần vì động cơ bị hỏng.
ar عادت العبارة إلى العمل منذ يوم الاثنين، بحسب الشركة. وكانت متوقفة ثلاثة أسابيع لأن المحرك كان معطلا.
fa کشتی از روز دوشنبه دوباره حرکت می‌کند، شرکت می‌گوید. این کشتی سه هفته ایستاده بود چون موتور آن خراب بود.
he המעבורת פועלת שוב מיום שני, מסרה החברה. היא עמדה שלושה שבועות כי המנוע היה מקולקל.
hi फ़ेरी सोमवार से फिर चल रही है, कंपनी ने कहा। वह तीन हफ़्ते तक खड़ी रही क्योंकि इंजन ख़राब था।
zh 公司表示，渡轮自周一起恢复运行。由于发动机损坏，它停了三个星期。
ja 会社によると、フェリーは月曜日から再び運航している。エンジンが壊れたため、三週間止まっていた。
ko 회사에 따르면 여객선은 월요일부터 다시 운항한다. 엔진이 고장 나서 삼 주 동안 멈춰 있었다.
th เรือข้ามฟากกลับมาให้บริการอีกครั้งตั้งแต่วันจันทร์ บริษัทกล่าว เรือหยุดเดินสามสัปดาห์เพราะเครื่องยนต์เสีย
""".strip().splitlines()  # noqa: E501
