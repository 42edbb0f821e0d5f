"""How large a difference is: shares, their difference and their ratio, and women's share of a whole."""

from jamstalld.wording.methods.model import MethodGroup, MethodText

_SHARE = MethodText(
    key="andel",
    title="Andelen och dess osäkerhet",
    plain="""\
En andel är hur många det gäller, delat med alla som har ett svar. Är de få är andelen osäker: hade några enstaka beslut
blivit annorlunda hade andelen blivit en annan. Därför visas ett osäkerhetsintervall bredvid. Tänk er att samma
verksamhet följs upp om och om igen under samma förhållanden. I 95 fall av 100 ringar ett sådant intervall in den andel
som förhållandena egentligen ger. Ju fler beslut, desto smalare intervall. Det räknar bara med slumpen, inte med fel i
underlaget.
""",
    example="""\
Inom skadligt bruk och beroende gav 29 av 66 beslut om kvinnor bifall. Det är 44 % (osäkerhet 33–56).
""",
    formula=r"""
Wilsons intervall är de värden på den sanna andelen som ett test på nivån 5 % inte förkastar:

$$
\frac{p + \dfrac{z^2}{2n} \pm z\sqrt{\dfrac{p(1-p)}{n} + \dfrac{z^2}{4n^2}}}{1 + \dfrac{z^2}{n}}
$$

Brus i antalen, med variansen $V$, läggs kvadratiskt till varje gräns avstånd $a$ från andelen:
$\sqrt{a^2 + z^2\, V(1+p^2)/n^2}$.
""",
    references=("Wilson EB (1927), J Am Stat Assoc 22:209–212", "Newcombe RG (1998), Stat Med 17:857–872"),
    functions=("wilson",),
)

_DIFFERENCE = MethodText(
    key="skillnad",
    title="Skillnaden mellan två andelar",
    plain="""\
Skillnaden är kvinnornas andel minus männens och räknas i procentenheter, inte i procent. Från 2 till 3 procent är en
procentenhet, men en ökning med hälften: procent skulle låta som mycket mer. Också skillnaden har ett
osäkerhetsintervall, som väger samman hur osäkra de två andelarna är. Det blir lagom brett också i små grupper och när
nästan alla eller nästan ingen räknas. Går intervallet över noll kan skillnaden bero på slumpen. Ligger det helt på ena
sidan är slumpen en dålig förklaring.
""",
    example="""\
Inom skadligt bruk och beroende gav 44 % av besluten om kvinnor bifall och 85 % av besluten om män. Skillnaden är 41
procentenheter lägre för kvinnor (osäkerhet 26–54).
""",
    formula=r"""
Newcombes hybridintervall (metod 10) för $d = p_1 - p_2$, där $l_i$ och $u_i$ är Wilsons gränser för $p_i$:

$$
L = d - \sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2}
$$

$$
U = d + \sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}
$$

Gränsernas avstånd vidgas som andelens, med brusvariansen $V\sum_i (1+p_i^2)/n_i^2$.
""",
    references=("Newcombe RG (1998), Stat Med 17:873–890",),
    functions=("newcombe",),
)

_RATIO = MethodText(
    key="kvot",
    title="Kvoten mellan två andelar",
    plain="""\
Kvoten är kvinnornas andel delad med männens. 1 är lika, 0,5 är hälften så vanligt bland kvinnor och 2 är dubbelt så
vanligt. Kvoten säger mest när andelarna är små: då kan en liten skillnad i procentenheter ändå betyda att något är
flera gånger vanligare för det ena könet. Läs den tillsammans med skillnaden, för en stor kvot kan handla om mycket få
personer. Osäkerheten är sned och sträcker sig längre uppåt än nedåt. Innehåller intervallet 1 kan det vara lika.
""",
    example="""\
Hemtjänst beviljades i 13 % av besluten om kvinnor och i 6 % av besluten om män. Kvoten är 2,1 (osäkerhet 1,5–3,1): det
är ungefär dubbelt så vanligt för kvinnor.
""",
    formula=r"""
Koopmans intervall är de kvoter $\theta$ för vilka

$$
\frac{(x_1 - n_1\tilde p_1)^2}{n_1\tilde p_1(1-\tilde p_1)} +
\frac{(x_2 - n_2\tilde p_2)^2}{n_2\tilde p_2(1-\tilde p_2)} \le z^2
$$

Här är $\tilde p_1 = \theta\,\tilde p_2$ de troligaste andelarna med den kvoten (maximum likelihood). Gränserna löses
med Newtons metod. Brusvariansen $V\sum_i (1+p_i^2)/x_i^2$ läggs kvadratiskt till avstånden på logaritmskalan.
""",
    references=("Koopman PAR (1984), Biometrics 40:513–517", "Nam J (1995), Biom J 37:375–379"),
    functions=("koopman",),
)

_REPRESENTATION = MethodText(
    key="andel-kvinnor",
    title="Andelen kvinnor, jämfört med alla",
    plain="""\
Är det många eller få när sex av tio som får en insats är kvinnor? Det beror på hur många av alla som är det. Därför
ställs andelen kvinnor bland dem som fått insatsen bredvid andelen kvinnor bland alla, och den ena delas med den andra.
1 betyder att kvinnor är lika vanliga på båda ställena, mindre än 1 att de är ovanligare bland dem som fått insatsen.
Svaret beror på vilka ”alla” är: alla i underlaget, de som sökt eller befolkningen. Fråga er vilka som kan behöva
insatsen.
""",
    example="""\
Öppna insatser beviljades i 15 beslut om kvinnor och 54 om män. Andelen kvinnor är 22 %, mot 52 % bland alla beslut. Det
ger kvoten 0,42.
""",
    formula=r"""
Med $x_i$ som fått insatsen av $n_i$ i underlaget:

$$
R = \frac{x_1/(x_1+x_2)}{n_1/(n_1+n_2)}
$$

$R > 1$ precis när $p_1 > p_2$, så om avvikelsen är större än slumpen avgörs av skillnadens test.
""",
    functions=("representation_index",),
)

SIZES = MethodGroup("hur-stor", "Hur stor är skillnaden?", (_SHARE, _DIFFERENCE, _RATIO, _REPRESENTATION))
