"""What is not a yes or a no: answers on a scale, hours and days."""

from jamstalld.wording.methods.model import MethodGroup, MethodText

_SCALES = MethodText(
    key="skalor",
    title="Svar på en skala",
    plain="""\
Svar som ”bättre” och ”mycket bättre” har en ordning men är inga tal, så ett medelvärde av dem säger inget bestämt. I
stället ställs varje kvinna mot varje man. I hur många av 100 sådana par ligger hon högre, i hur många han, och i hur
många är de lika? Skillnaden är det första minus det andra: 0 är lika, 100 att varje kvinna ligger över varje man. Så
används hela skalan, inte bara gränsen för ”bra”. Se också hur svaren fördelar sig.
""",
    example="""\
Måluppfyllelse: av 100 par ligger kvinnan högre i 30 och mannen i 31, och i 39 är de lika. Osäkerheten går från 9 av 100
par lägre till 9 högre för kvinnor. Gränsen är 10: likvärdigt.
""",
    formula=r"""
Cliffs delta och Brunner–Munzels test och intervall:

$$
\delta = P(X_1 > X_2) - P(X_1 < X_2)
$$

$$
t = \frac{\delta}{\sqrt{S_1^2/n_1 + S_2^2/n_2}}
$$

$S_i^2$ är variansen bland gruppens placeringar: för var och en andelen av den andra gruppen som ligger lägre, minus
andelen som ligger högre. Frihetsgraderna är Satterthwaites. Är alla i en grupp placerade lika räknas en av $n+2$ som
placerad längst bort. Överlappar grupperna knappt sätts variansen i proportion till $1 - \delta^2$, och intervallet blir
Wilsons. Bruset räknas in för varje svar.
""",
    references=(
        "Cliff N (1993), Psychol Bull 114:494–509",
        "Brunner E, Munzel U (2000), Biom J 42:17–25",
        "Agresti A, Caffo B (2000), Am Stat 54:280–288",
        "Newcombe RG (2006), Stat Med 25:559–573",
    ),
    functions=("superiority",),
)

_MEANS = MethodText(
    key="medelvarden",
    title="Medelvärden och medianer",
    plain="""\
Timmar och dagar räknas i intervall, till exempel 3 till under 6, så att ingen enskild går att känna igen. Medelvärdet
räknas som om alla i ett intervall låg mitt i det, och blir därför ungefärligt. Några få stora tal drar upp ett
medelvärde. Medianen, värdet i mitten, rörs knappt av dem. Ligger de långt ifrån varandra, titta på hela fördelningen.
Skillnaden anges i timmar eller dagar, och i standardavvikelser för den som vill jämföra mått med olika enhet.
""",
    example="""\
Hemtjänst: i genomsnitt 8,6 timmar i veckan för kvinnor och 13,2 för män. Skillnaden är 4,6 timmar färre för kvinnor
(osäkerhet 2,3–6,9), eller 0,8 standardavvikelser. Medianerna är 7,1 och 11,9 timmar.
""",
    formula=r"""
Med $c_k$ i intervall $k$, som står för värdet $v_k$, är $b_k$ brett och antas jämnt fyllt:

$$
\bar y = \frac1n\sum_k c_k v_k
$$

$$
s^2 = \frac{1}{n-1}\sum_k c_k (v_k - \bar y)^2
$$

$s^2$ är dock minst $\frac{1}{12\,n}\sum_k c_k b_k^2$, spridningen inom intervallen. Medelvärdets intervall är Students.
Skillnadens, med dess test, är Welchs, med Satterthwaites frihetsgrader:

$$
\bar y_1 - \bar y_2 \pm t\sqrt{s_1^2/n_1 + s_2^2/n_2}
$$

Bruset lägger till $V\sum_k (v_k-\bar y)^2/n^2$ för vardera gruppen. Median och kvartiler tas ur intervallen som om de
vore jämnt fyllda. Skillnaden i standardavvikelser är Hedges $g$, med den sammanvägda spridningen $s_p$:

$$
g = \frac{\bar y_1 - \bar y_2}{s_p}\Bigl(1 - \frac{3}{4(n_1+n_2-2) - 1}\Bigr)
$$
""",
    references=(
        "Sheppard WF (1898), Proc Lond Math Soc 29:353–380",
        "Student (1908), Biometrika 6:1–25",
        "Welch BL (1947), Biometrika 34:28–35",
        "Satterthwaite FE (1946), Biometrics Bull 2:110–114",
        "Hedges LV (1981), J Educ Stat 6:107–128",
    ),
    functions=("moments", "mean_interval", "welch", "hedges_g", "quantile"),
)

SCALES = MethodGroup("skalor-och-tal", "Skalor, timmar och dagar", (_SCALES, _MEANS))
