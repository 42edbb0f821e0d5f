"""How a difference moves: quarter by quarter, and from before an effort until after it."""

from jamstalld.wording.methods.model import MethodGroup, MethodText

_OVER_TIME = MethodText(
    key="kvartal-for-kvartal",
    title="Kvartal för kvartal",
    plain="""\
Skillnaden rör sig alltid lite från kvartal till kvartal. Två regler skiljer brus från förändring: ovanligt många
kvartal i rad på samma sida om medianen, eller ovanligt få byten av sida. De behöver minst tio kvartal. Dessutom läggs
en rät linje genom kvartalen, som säger hur mycket skillnaden ändras per kvartal i genomsnitt. Den passar dåligt när
allt händer på en gång. Reglerna säger att något har ändrats, aldrig varför.
""",
    example="""\
Fråga om våld, 12 kvartal: högst 5 i rad ligger på samma sida (7 är tillåtet) och sidan byts 3 gånger (minst 3 krävs).
Reglerna ger inget utslag. Linjen lutar ändå: 5,8 procentenheter mindre skillnad per kvartal (osäkerhet 3,7–7,8). Allt
hände på en gång, se nästa avsnitt.
""",
    formula=r"""
Anhøjs regler, för $n$ värden som inte ligger på medianen, med $l$ i den längsta följden på samma sida och $b$ byten av
sida. Utslag ges av någondera:

$$
l > \mathrm{round}(\log_2 n) + 3
$$

$$
P\bigl(\mathrm{Bin}(n-1, \tfrac12) \le b\bigr) < 0{,}05
$$

Linjen är vägda minsta kvadrater med vikten $1/v_t$, där variansen $v_t$ fås ur intervallets bredd. Ligger kvartalen
längre från linjen än deras osäkerhet förklarar förstoras lutningens varians i samma mån (Birges kvot). Den förminskas
aldrig.
""",
    references=(
        "Anhøj J, Olesen AV (2014), PLoS ONE 9:e113825",
        "Perla RJ, Provost LP, Murray SK (2011), BMJ Qual Saf 20:46–51",
        "Birge RT (1932), Phys Rev 40:207–227",
    ),
    functions=("run_chart", "trend_of_gaps"),
)

_BEFORE_AFTER = MethodText(
    key="fore-och-efter",
    title="Före och efter en satsning",
    plain="""\
När ni vet i vilket kvartal en satsning började jämförs skillnaden under de fyra kvartalen före med den under de fyra
från och med då. Förändringen får ett eget osäkerhetsintervall, som räknar med båda periodernas osäkerhet. Går det inte
över noll har skillnaden ändrats mer än slumpen brukar ge. Det bevisar inte att satsningen är orsaken: annat kan ha hänt
samtidigt, och andra personer kan ha sökt stöd. Jämför gärna med en enhet som inte var med.
""",
    example="""\
Fråga om våld: före kvartal 4 2025 fick 64,8 % av kvinnorna och 18,4 % av männen frågan, en skillnad på 46,4
procentenheter. Därefter är den 0,9. Den har minskat med 45,5 procentenheter (osäkerhet 39,4–51,2).
""",
    formula=r"""
MOVER för skillnaden $d$ före (F) och efter (E), med gränserna $L$ och $U$ och oberoende perioder:

$$
\Delta = d_E - d_F
$$

$$
L_\Delta = \Delta - \sqrt{(d_E - L_E)^2 + (U_F - d_F)^2}
$$

$$
U_\Delta = \Delta + \sqrt{(U_E - d_E)^2 + (d_F - L_F)^2}
$$

Varje gräns avstånd får stå för medelfelet åt det hållet, så sneda intervall förblir sneda. Av två andelar med Wilsons
intervall ger samma formel Newcombes metod 10.
""",
    references=("Zou GY, Donner A (2008), Stat Med 27:1693–1702",),
    functions=("before_after", "change_of_differences"),
)

CHANGE = MethodGroup("over-tid", "Ändras skillnaden?", (_OVER_TIME, _BEFORE_AFTER))
