-- name: distinct_cells
-- Answers: how many different persons (or cases) stand behind each part of each group, with the sum of their keys.
-- Opened only by jamstalld/store/counting.py, which releases the counts before anyone sees them.
-- {columns}    the columns told apart, sex among them
-- {entity}     person or case_file
-- {marks}      for each part: whether any row of the entity belongs to it
-- {sums}       for each part: its entities and the sum of their keys
-- {quarter}    the quarter column the measure goes by
-- {conditions} further conditions on single columns
-- $first, $last SMALLINT: the period, both ends included
-- Returns: the columns; for each part n_0, key_0, n_1, key_1 …
WITH entities AS (
    SELECT {columns}, {entity} & 4294967295 AS key, max(count) AS weight, {marks}
    FROM facts.follow_up
    WHERE {quarter} BETWEEN $first AND $last AND {conditions}
    GROUP BY {columns}, {entity}
)
SELECT {columns}, {sums}
FROM entities
GROUP BY ALL
