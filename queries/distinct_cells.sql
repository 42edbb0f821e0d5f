-- name: distinct_cells
-- Answers: which different persons (or cases) stand in each of some cells, and which parts each of them belongs to.
-- Opened only by jamstalld/store/true_counts.py; the counts are released before anyone sees them.
-- {wanted}     the values of the wanted cells, a column for each they are told apart by
-- {alike}      what makes a row one of a cell
-- {entity}     person or case_file
-- {marks}      columns with a bit for each part: whether any row of the entity belongs to it
-- {quarter}    the quarter column the measure goes by
-- {conditions} further conditions on single columns
-- $cells       INTEGER[]: the numbers of the wanted cells
-- $first, $last SMALLINT: the period, both ends included
-- Returns: cell INTEGER; key UBIGINT (the entity's); weight INTEGER (1, or what a counted row stands for);
--          marks_0, marks_1 … BIGINT
WITH wanted AS (
    SELECT unnest($cells) AS cell, {wanted}
)
SELECT cell, {entity} & 4294967295 AS key, max(count) AS weight, {marks}
FROM facts.follow_up JOIN wanted ON {alike}
WHERE {quarter} BETWEEN $first AND $last AND {conditions}
GROUP BY cell, {entity}
