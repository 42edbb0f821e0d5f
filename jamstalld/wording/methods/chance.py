"""Whether a difference is more than chance, what is said of it, and what could have been seen at all."""

from jamstalld.wording.methods.model import MethodGroup, MethodText

_TEST = MethodText(
    key="slump",
    title="Slump eller skillnad",
    plain="""\
Två grupper som behandlas precis lika får ändå sällan samma andel. Testet frågar: om kvinnor och män hade samma chans,
hur ofta skulle slumpen ge en minst så stor skillnad? Svaret kallas p-värde. Är det litet är slumpen en dålig
förklaring. Testet säger inte varför skillnaden finns, och inte om den är stor nog att spela roll. Ett stort p-värde
visar inte att det är lika: underlaget kan vara för litet.
""",
    example="""\
Inom ekonomiskt bistånd gav 95 av 213 beslut om kvinnor bifall och 136 av 224 om män. En så stor skillnad ger slumpen i
8 fall av 10 000. Inom socialpsykiatri var det 20 av 23 och 21 av 24: den skillnaden ger slumpen i 96 fall av 100.
""",
    formula=r"""
N−1-varianten av $\chi^2$, med en frihetsgrad, $N = n_1 + n_2$, $m = x_1 + x_2$ och $y_i = n_i - x_i$:

$$
\chi^2 = (N-1)\,\frac{(x_1 y_2 - x_2 y_1)^2}{n_1\, n_2\, m\,(N-m)}
$$

Är något förväntat antal under 1 används Fishers exakta test, tvåsidigt som mid-p: sannolikheten för tabeller som är
mindre troliga än den som syns, plus halva den för de lika troliga. Med brus krymps avvikelsen $z$ med
$\sqrt{v/(v+w)}$, där $v$ är skillnadens varians om andelarna är lika och $w$ brusets.
""",
    references=(
        "Campbell I (2007), Stat Med 26:3661–3675",
        "Irwin JO (1935), Metron 12:83–94",
        "Lancaster HO (1961), J Am Stat Assoc 56:223–234",
    ),
    functions=("difference_p", "n_minus_1_p", "fisher_mid_p"),
)

_MANY = MethodText(
    key="manga-jamforelser",
    title="Många jämförelser samtidigt",
    plain="""\
Den som gör många jämförelser hittar till slut en skillnad. Bland hundra jämförelser där ingen skillnad finns ser
ungefär fem ut som skillnader ändå. Därför skärps kravet ju fler rader en vy har. Gränsen läggs så att av de rader som
pekas ut som skillnader är i genomsnitt högst en av tjugo en slumpträff. Hur många jämförelser det är står vid varje vy.
Letar ni själva i många vyer gäller samma sak: då görs fler jämförelser än vyn vet om.
""",
    example="""\
Bifall per insats är 30 jämförelser. För försörjningsstöd är p-värdet 0,011, vilket ensamt hade räckt. Bland så många
blir det justerade värdet 0,15, och skillnaden på 15 procentenheter räknas inte som säker.
""",
    formula=r"""
Benjamini–Hochberg över vyns $m$ jämförelser, med p-värdena i stigande ordning:

$$
q_{(i)} = \min_{j \ge i}\, \min\!\Bigl(1,\; \frac{m}{j}\, p_{(j)}\Bigr)
$$

$q \le 0{,}05$ håller den förväntade andelen falska bland de utpekade (FDR) till högst 5 % när jämförelserna är
oberoende. Rader som inte visas ingår inte i $m$, och helheten (raden Alla) är en jämförelse för sig.
""",
    references=("Benjamini Y, Hochberg Y (1995), J R Stat Soc B 57:289–300",),
    functions=("benjamini_hochberg",),
)

_VERDICT = MethodText(
    key="bedomning",
    title="Bedömningen och gränsen",
    plain="""\
För att säga att något är likvärdigt behövs en gräns för hur stor en skillnad måste vara för att ha betydelse. Gränsen
är oftast 5 procentenheter, för enskilda insatser 2. Likvärdigt kräver mer än att ingen skillnad syns: hela
osäkerhetsintervallet ska ligga innanför gränsen åt båda håll. Då är den verkliga skillnaden med god säkerhet liten, och
det är ett resultat. Ett litet underlag räcker inte till det, hur lika det än ser ut. En säker skillnad som är mindre än
gränsen kallas liten.
""",
    example="""\
Delaktiga i planeringen var kvinnor i 581 av 605 fall och män i 530 av 551: 96 % för båda. Skillnaden ligger mellan 2,4
procentenheter lägre och 2,2 högre för kvinnor. Likvärdigt.
""",
    formula=r"""
Den första som stämmer, med marginalen $M$, skillnadens intervall $(L, U)$, det justerade p-värdet $q$ och den minsta
synliga skillnaden $\Delta$:

1. ingen skillnad kan räknas: *Visas inte*
2. $q \le 0{,}05$: *Skillnad*
3. $-M < L$ och $U < M$: *Likvärdigt*, vilket motsvarar två ensidiga test på nivån 2,5 %
4. $\Delta > 3M$: *För litet underlag*
5. annars: *Kan bero på slumpen*
""",
    functions=("verdicts",),
)

_PLANNING = MethodText(
    key="synlig-skillnad",
    title="Hur stor skillnad som hade synts",
    plain="""\
Syns ingen säker skillnad kan det bero på att ingen finns, eller på att underlaget är litet. Därför räknas hur stor den
verkliga skillnaden hade behövt vara för att upptäckas fyra gånger av fem med lika många personer. Är det mer än tre
gånger gränsen är underlaget för litet för att säga något. På samma sätt räknas hur många lika stora kvartal som behövs
innan en skillnad av gränsens storlek syns. Är de många: slå ihop grupper, eller titta på helheten.
""",
    example="""\
Inom socialpsykiatri finns 23 beslut om kvinnor och 24 om män. Skillnaden hade behövt vara 27 procentenheter för att
synas. För att se 5 behövs 120 kvartal. Inom området Äldre, med 182 och 92 beslut, räcker 12.
""",
    formula=r"""
Med styrkan 80 % och ett tvåsidigt test på nivån 5 %, kring den gemensamma andelen $\bar p$:

$$
\Delta = (z_{0{,}975} + z_{0{,}8})
\sqrt{\bar p(1-\bar p)\bigl(\tfrac1{n_1}+\tfrac1{n_2}\bigr) + w}
$$

Brusets del är $w = V(1+\bar p^2)(n_1^{-2} + n_2^{-2})$, och $\bar p$ hålls minst $2/(n_1+n_2+4)$ från 0 och 1. Antalet
kvartal är det minsta som ger $\Delta \le M$, gränsen, när $n_1$, $n_2$ och $V$ växer i takt med dem. För medelvärden är
roten $\sqrt{s_1^2/n_1 + s_2^2/n_2}$ med brusets varians tillagd.
""",
    references=(
        "Fleiss JL, Levin B, Paik MC (2003), Statistical Methods for Rates and Proportions, kap. 4",
        "Agresti A, Coull BA (1998), Am Stat 52:119–126",
        "Fleiss JL (1986), Wiley, New York, kap. 12",
    ),
    functions=("smallest_visible", "quarters_needed", "smallest_visible_mean"),
)

CHANCE = MethodGroup("slump-eller-inte", "Är det slumpen?", (_TEST, _MANY, _VERDICT, _PLANNING))
