"""Like compared with like: standardising, a difference that turns, its parts, and whether it is the same everywhere."""

from jamstalld.wording.methods.model import MethodGroup, MethodText

_STANDARDISED = MethodText(
    key="lika-med-lika",
    title="Lika jämförs med lika",
    plain="""\
Kvinnor och män kan ha olika behov eller ålder. Då blandar en skillnad samman två saker: vilka de är och vad de får.
Standardisering skiljer dem åt. Skillnaden räknas inom varje grupp, till exempel varje behovsnivå, och grupperna vägs
ihop som om kvinnor och män fördelade sig lika över dem. Blir skillnaden kvar hänger den inte samman med just den
uppdelningen. Försvinner den är det inte säkert att allt är gott: behoven kan vara olika bedömda från början. Visa
därför båda talen.
""",
    example="""\
Hemtjänst: 4,6 timmar färre i veckan för kvinnor, men 0,1 fler med samma behovsnivåer (osäkerhet från 2,0 färre till 2,1
fler). Bifall inom skadligt bruk och beroende: 41 procentenheter lägre för kvinnor både före och efter.
""",
    formula=r"""
Direkt standardisering till båda könens gemensamma fördelning, $w_k = (n_{1k}+n_{2k})/N$, över grupperna där båda finns:

$$
\hat d = \sum_k w_k (p_{1k} - p_{2k})
$$

$$
\widehat{\mathrm{Var}}(\hat d) = \sum_k w_k^2 \sum_i \frac{\tilde p_{ik}(1-\tilde p_{ik})}{n_{ik}}
$$

I variansen är $\tilde p = (x+1)/(n+2)$, och bruset läggs till. Medelvärden och skalor standardiseras på samma sätt.
Mantel–Haenszels skillnad väger i stället så att små grupper får den vikt de tål:

$$
\hat d_{MH} = \frac{\sum_k m_k (p_{1k} - p_{2k})}{\sum_k m_k}
$$

$$
m_k = \frac{n_{1k}\,n_{2k}}{n_{1k}+n_{2k}}
$$

Satos varians $\delta P + Q$ är rätlinjig i skillnaden $\delta$. Med $\hat d_{MH}$ insatt ger den det vanliga
intervallet. Löst för $\delta$ i $(\hat d_{MH}-\delta)^2 = z^2(\delta P + Q)$ ger den Klingenbergs, som inte heller
krymper till en punkt i små grupper. Testet av att ingen grupp har någon skillnad är Cochran–Mantel–Haenszels.
""",
    references=(
        "Fleiss JL, Levin B, Paik MC (2003), Statistical Methods for Rates and Proportions, kap. 19",
        "Agresti A, Caffo B (2000), Am Stat 54:280–288",
        "Cliff N (1993), Psychol Bull 114:494–509",
        "Greenland S, Robins JM (1985), Biometrics 41:55–68",
        "Sato T (1989), Biometrics 45:1323–1324",
        "Klingenberg B (2014), Stat Med 33:2968–2983",
        "Cochran WG (1954), Biometrics 10:417–451",
        "Mantel N, Haenszel W (1959), J Natl Cancer Inst 22:719–748",
    ),
    functions=(
        "standardised_difference",
        "standardised_mean_difference",
        "standardised_superiority",
        "mantel_haenszel_difference",
        "cochran_mantel_haenszel_p",
    ),
)

_TURNED = MethodText(
    key="nar-skillnaden-vander",
    title="När skillnaden vänder",
    plain="""\
Ibland pekar helheten åt ett håll och varje del åt det andra. Det kallas Simpsons paradox, och händer när kvinnor oftare
finns där få får bifall och män där många får det. Båda talen är sanna men svarar på olika frågor: hur det blev, och hur
det blev för dem som är lika. Vilket som väger tyngst beror på om uppdelningen är saklig. Vyn säger till när skillnaden
vänder.
""",
    example="""\
Ekonomiskt bistånd: 45 % av besluten om kvinnor gav bifall och 61 % om män. Ändå får kvinnor oftare bifall vid låg
behovsnivå (28 mot 13 %), medel (93 mot 70 %) och hög (100 mot 76 %). Låg behovsnivå gällde 76 % av besluten om kvinnor,
21 % om män.
""",
    formula=r"""
Varje köns andel är en vägd summa över grupperna med könets egna vikter $a_{ik} = n_{ik}/n_i$:

$$
p_1 - p_2 = \sum_k a_{1k}\, p_{1k} - \sum_k a_{2k}\, p_{2k}
$$

Den kan därför ha ett annat tecken än varje $p_{1k} - p_{2k}$. Vyn säger till när den standardiserade skillnaden har
annat tecken än helhetens och hela dess intervall ligger på den sidan om noll.
""",
    references=("Simpson EH (1951), J R Stat Soc B 13:238–241",),
)

_PARTS = MethodText(
    key="delar",
    title="Vad skillnaden hänger samman med",
    plain="""\
En skillnad kan delas i två delar som tillsammans blir hela skillnaden. Den ena hänger samman med att kvinnor och män
fördelar sig olika, till exempel på behovsnivåer. Den andra är vad som återstår när lika jämförs med lika. Med flera
uppdelningar samtidigt får var och en sin del, utan att någon går före. Delarna kan dra åt olika håll. De beskriver men
förklarar inte: det som återstår är inte i sig osakligt, och det som hänger samman med behov är inte i sig sakligt.
""",
    example="""\
Ekonomiskt bistånd: bifallen är 16 procentenheter lägre för kvinnor. 36 lägre hänger samman med olika behovsnivå, och 20
högre återstår. Hemtjänst: av 4,6 timmar färre hänger 4,8 färre samman med behovsnivå, och 0,2 fler återstår.
""",
    formula=r"""
Kitagawa, med könens vikter $a_{ik} = n_{ik}/n_i$. Första summan är fördelningen, andra det som återstår:

$$
p_1 - p_2 = \sum_k (a_{1k}-a_{2k})\,\frac{p_{1k}+p_{2k}}{2} + \sum_k \frac{a_{1k}+a_{2k}}{2}\,(p_{1k}-p_{2k})
$$

Delarnas intervall är deltametodens. Med flera uppdelningar skrivs varje vikt som en produkt med en faktor för var och
en, och produkternas skillnad delas enligt Das Gupta, i medeltal över alla ordningar (Shapleys vikter). Medelvärden
delas enligt Oaxaca och Blinder med en gemensam modell där könet ingår,
$\bar y_1 - \bar y_2 = (\bar x_1 - \bar x_2)^{\top}\hat\beta + \hat\gamma$, och den infinitesimala jackknifens varians.
""",
    references=(
        "Kitagawa EM (1955), J Am Stat Assoc 50:1168–1194",
        "Oehlert GW (1992), Am Stat 46:27–29",
        "Das Gupta P (1993), Current Population Reports P23-186, kap. 2 och 5",
        "Shapley LS (1953), Ann Math Stud 28:307–317",
        "Oaxaca R (1973), Int Econ Rev 14:693–709",
        "Blinder AS (1973), J Hum Resour 8:436–455",
        "Jann B (2008), Stata J 8:453–479",
        "Jaeckel LA (1972), Bell Laboratories MM 72-1215-11",
        "MacKinnon JG, White H (1985), J Econometrics 29:305–325",
    ),
    functions=("kitagawa", "das_gupta", "product_effects", "oaxaca_blinder"),
)

_GAPS = MethodText(
    key="olika-skillnader",
    title="Är skillnaden lika stor överallt?",
    plain="""\
Skillnaden är aldrig precis lika stor i alla grupper. Testet frågar om den varierar mer än slumpen brukar ge. Det mäter
hur långt grupperna ligger från sin gemensamma skillnad, där stora grupper väger tyngre, och jämför med hur långt
slumpen brukar föra dem. Ger det utslag är helheten ett genomsnitt som kan dölja mycket: se då på grupperna var för sig.
Ger det inget utslag syns ingen olikhet, men i små grupper märks bara stora.
""",
    example="""\
Bifall: skillnaden varierar mellan de 7 verksamhetsområdena (Q = 33,4, p-värde under 0,001), från 41 procentenheter
lägre för kvinnor till 0,6 högre. Mellan de 3 behovsnivåerna syns ingen säker olikhet (Q = 2,7, p-värde 0,25).
""",
    formula=r"""
Cochrans $Q$, som $\chi^2$ med $K-1$ frihetsgrader om alla $K$ skillnader är lika:

$$
Q = \sum_k \frac{(d_k - \bar d)^2}{v_k}, \quad \bar d = \frac{\sum_k d_k/v_k}{\sum_k 1/v_k}
$$

För andelar är $v_k$ den varians som gruppen hade haft om skillnaden vore Mantel–Haenszels gemensamma, med andelen
dragen mot en halv som $(x+1)/(n+2)$, faktorn $N_k/(N_k-1)$ och bruset tillagt. För skalor och medelvärden fås $v_k$ ur
skillnadens osäkerhet.
""",
    references=(
        "Lipsitz SR, Dear KBG, Laird NM, Molenberghs G (1998), Biometrics 54:148–160",
        "Campbell I (2007), Stat Med 26:3661–3675",
        "Cochran WG (1954), Biometrics 10:101–129",
    ),
    functions=("gaps_alike", "homogeneity"),
)

_PLACES = MethodText(
    key="mellan-enheter",
    title="Mellan enheter och kommuner",
    plain="""\
Någon enhet ligger alltid högst och någon lägst, också när slumpen är det enda som skiljer dem åt. I en liten enhet gör
ett par beslut stor skillnad. Därför ställs varje enhet mot alla tillsammans, kvinnor och män var för sig, i en tratt:
vid där det är få och smal där det är många. Den som ligger inom tratten skiljer sig inte mer än slumpen ger. Den
som ligger utanför gör det, men varför säger tratten inte: enheter kan ha olika uppdrag. Det är ingen rangordning.
""",
    example="""\
Alla enheter gav 71 % av besluten om kvinnor bifall. Vuxenenheten gav 65 % av 108: inom det väntade, 63–80 %. Mottagning
och försörjning gav 45 % av 213, där 65–77 % väntas.
""",
    formula=r"""
Poänggränser kring andelen $p_0$ för alla, för en enhet med $n$ och brusets varians $V$:

$$
p_0 \pm z \sqrt{\frac{p_0(1-p_0)}{n} + \frac{V(1+p_0^2)}{n^2}}
$$

Streckade gränser är 95 % ($z = 1{,}96$), heldragna 99,8 % ($z = 3{,}09$). Enheterna är själva delar av $p_0$.
""",
    references=("Spiegelhalter DJ (2005), Stat Med 24:1185–1202",),
    functions=("funnel_limits",),
)

ALIKE = MethodGroup(
    "samma-villkor", "Vad hänger skillnaden samman med?", (_STANDARDISED, _TURNED, _PARTS, _GAPS, _PLACES)
)
