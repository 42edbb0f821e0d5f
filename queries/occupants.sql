-- name: occupants
-- Answers: which files stand where a delivery's cells would come back, without ever having been loaded beside it.
-- $delivery, $state VARCHAR: the cells that would come back, replaced or withdrawn
-- Returns: file_name VARCHAR
SELECT DISTINCT line.file_name
FROM app.cell AS mine
JOIN app.cell AS theirs
    ON theirs.quarter = mine.quarter
    AND theirs.municipality IS NOT DISTINCT FROM mine.municipality
    AND theirs.unit IS NOT DISTINCT FROM mine.unit
    AND theirs.delivery <> mine.delivery
    AND theirs.state = 'active'
JOIN app.delivery AS line ON line.delivery = theirs.delivery
WHERE mine.delivery = $delivery::UUID
    AND mine.state = $state
    AND NOT EXISTS (
        SELECT 1
        FROM app.beside AS pair
        WHERE pair.delivery = mine.delivery
            AND pair.other = theirs.delivery
            AND pair.quarter = mine.quarter
            AND pair.municipality IS NOT DISTINCT FROM mine.municipality
            AND pair.unit IS NOT DISTINCT FROM mine.unit
    )
ORDER BY line.file_name
