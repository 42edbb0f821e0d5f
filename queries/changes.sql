-- name: changes
-- Answers: how many of the incoming rows (view `incoming`) are new, stand in the database with other contents, or
-- stand there just as they are. Tells nothing of rows that the file does not have.
-- {identity} what makes a row the same one: record key and person, or the key alone
-- {columns}  the identity and everything else that a row says
-- Returns: quarter INTEGER; municipality, unit, sex VARCHAR; new, replacing, unchanged BIGINT
WITH present AS (
    SELECT DISTINCT {identity}, true AS there
    FROM facts.follow_up
    SEMI JOIN incoming USING ({identity})
), alike AS (
    SELECT {columns} FROM incoming
    INTERSECT
    SELECT {columns} FROM facts.follow_up
), same AS (
    SELECT DISTINCT {identity}, true AS alike FROM alike
)
SELECT
    quarter, municipality, unit, sex,
    count(*) FILTER (there IS NULL) AS new,
    count(*) FILTER (there AND alike IS NULL) AS replacing,
    count(*) FILTER (alike) AS unchanged
FROM incoming
LEFT JOIN present USING ({identity})
LEFT JOIN same USING ({identity})
GROUP BY quarter, municipality, unit, sex
ORDER BY quarter, municipality NULLS FIRST, unit NULLS FIRST, sex NULLS LAST
