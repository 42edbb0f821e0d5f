-- name: rows_elsewhere
-- Answers: how many incoming rows (view `incoming`) are in the database in a cell that the file does not replace.
-- Returns: n BIGINT
WITH elsewhere AS (
    SELECT record_key, person
    FROM facts.follow_up AS line
    WHERE NOT EXISTS (
        SELECT 1
        FROM incoming
        WHERE incoming.quarter = line.quarter
            AND incoming.municipality IS NOT DISTINCT FROM line.municipality
            AND incoming.unit IS NOT DISTINCT FROM line.unit
    )
)
SELECT count(*) AS n
FROM incoming
SEMI JOIN elsewhere USING (record_key, person)
