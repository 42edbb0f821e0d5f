"""What the numbers cannot know: answers that nobody gave, and what protection has changed."""

from jamstalld.wording.methods.model import MethodGroup, MethodText

_MISSING = MethodText(
    key="uppgift-saknas",
    title="Uppgift saknas",
    plain="""\
Svar som saknas räknas inte som nej. De lämnas utanför, och hur många de är står vid varje vy, för kvinnor och män var
för sig. Det ger rätt bild bara om de som saknas liknar de andra, och det kan ingen veta. Saknas mer än en femtedel för
något kön räknas därför ytterligheterna ut: hur skillnaden hade blivit om alla kvinnor som saknas svarat ja och alla män
nej, och tvärtom. Är spannet brett behövs fler svar, inte en bättre metod.
""",
    example="""\
Egen upplevelse: uppgift saknas för 64 % av kvinnorna och 63 % av männen. Bland dem som svarat är skillnaden 1
procentenhet. Med alla svar kunde den vara allt från 64 procentenheter lägre till 63 högre för kvinnor.
""",
    formula=r"""
Med $b_i$ svar som saknas utöver de $n_i$ kända, utan antaganden om varför de saknas:

$$
\frac{x_1}{n_1+b_1} - \frac{x_2+b_2}{n_2+b_2} \;\le\; d \;\le\; \frac{x_1+b_1}{n_1+b_1} - \frac{x_2}{n_2+b_2}
$$

Slumpens osäkerhet ingår inte i gränserna. På en skala läggs svaren som saknas vid skalans ändar.
""",
    references=("Horowitz JL, Manski CF (2000), J Am Stat Assoc 95:77–84",),
    functions=("bounds_of_missing",),
)

_PROTECTION = MethodText(
    key="skyddets-osakerhet",
    title="Vad skyddet gör med osäkerheten",
    plain="""\
Innan något räknas ut ändras varje antal lite, alltid på samma sätt för samma grupp, så att ingen kan räkna sig fram
till enskilda personer. Ändringen är oftast högst ett par personer och i genomsnitt noll. Den gör alltså i genomsnitt
inte skillnader större eller mindre, men osäkrare, och det räknas med i alla intervall och test. I stora grupper märks
det knappt, i små desto mer. Delar och summor går inte alltid jämnt ut.
""",
    example="""\
Skillnaden i bifall inom skadligt bruk och beroende, 66 och 99 beslut, har osäkerheten 26–54 procentenheter utan skydd
och 25–55 med. Inom socialpsykiatri, 23 och 24 beslut, går den utan skydd från 21 lägre till 20 högre för kvinnor, med
skydd från 33 till 32.
""",
    formula=r"""
Med oberoende brus av variansen $V$ på täljare och nämnare är andelens varians till första ordningen

$$
\mathrm{Var}(\hat p) \approx \frac{p(1-p)}{n} + \frac{V(1+p^2)}{n^2}
$$

$V$ är 2,5 för större antal. För en visad nolla är den 4,2 och för en visad femma 3,7, när gränsen för små tal är 5:
medelvärdet av det kvadrerade avståndet till de antal den kan stå för. Av en jämförelses antal gäller det största $V$.
""",
    references=(
        "Thompson G, Broadfoot S, Elazar D (2013), UNECE Work Session on Statistical Data Confidentiality, Ottawa",
        "Giessing S (2016), Lecture Notes in Computer Science 9867:237–251",
        "Enderle T, Giessing S, Tent R (2018), Lecture Notes in Computer Science 11126:28–42",
    ),
)

LIMITS = MethodGroup("det-talen-inte-vet", "Vad vet talen inte?", (_MISSING, _PROTECTION))
