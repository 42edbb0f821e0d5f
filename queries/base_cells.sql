-- name: base_cells
-- Answers: how many rows hold each combination of the named columns, with the sum of their record keys.
-- Opened only by jamstalld/store/true_counts.py; the counts are released before anyone sees them.
-- {columns}    the columns told apart, sex among them
-- {quarter}    the quarter column the measure goes by
-- {conditions} further conditions on single columns
-- $first, $last SMALLINT: the period, both ends included
-- Returns: the columns; n BIGINT (rows, counted rows by what they stand for); key BIGINT (sum of record keys,
--          the remainder by 2^32)
WITH asked AS (
    SELECT {columns}, count, record_key
    FROM facts.follow_up
    WHERE {quarter} BETWEEN $first AND $last AND {conditions}
)
SELECT {columns}, sum(count)::BIGINT AS n, (sum(record_key) % 4294967296)::BIGINT AS key
FROM asked
GROUP BY ALL
