-- name: put_beside
-- Does: notes, both ways round, which active deliveries a new one is loaded beside, in each of its cells.
-- $delivery VARCHAR: the new one, whose cells have been written
INSERT INTO app.beside
WITH pairs AS (
    SELECT new.delivery, old.delivery AS other, new.quarter, new.municipality, new.unit
    FROM app.cell AS new
    JOIN app.cell AS old
        ON old.quarter = new.quarter
        AND old.municipality IS NOT DISTINCT FROM new.municipality
        AND old.unit IS NOT DISTINCT FROM new.unit
        AND old.delivery <> new.delivery
        AND old.state = 'active'
    WHERE new.delivery = $delivery::UUID
)
SELECT delivery, other, quarter, municipality, unit FROM pairs
UNION ALL
SELECT other, delivery, quarter, municipality, unit FROM pairs
