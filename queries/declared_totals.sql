-- name: declared_totals
-- Answers: the totals of another unit of count that tables of official statistics declare, by sex.
-- Opened only by jamstalld/store/counting.py, which releases the counts before anyone sees them.
-- $count_unit VARCHAR; $first, $last SMALLINT: the period, both ends included
-- Returns: sex VARCHAR; n BIGINT; key HUGEINT
SELECT sex, sum(count)::BIGINT AS n, sum(record_key) AS key
FROM facts.declared_total
WHERE count_unit = $count_unit AND quarter BETWEEN $first AND $last
GROUP BY sex
