-- name: declared_totals
-- Answers: the totals that tables declare themselves, by sex. None where rows of the period come from elsewhere too:
-- what some of the files declare is not the total of all.
-- Opened only by jamstalld/store/counting.py, which releases the counts before anyone sees them.
-- $count_unit VARCHAR; $first, $last SMALLINT: the period, both ends included
-- Returns: sex VARCHAR; n BIGINT; key HUGEINT
SELECT sex, sum(count)::BIGINT AS n, sum(record_key) AS key
FROM facts.declared_total
WHERE count_unit = $count_unit
    AND quarter BETWEEN $first AND $last
    AND NOT EXISTS (
        SELECT 1
        FROM facts.follow_up
        ANTI JOIN (
            SELECT DISTINCT delivery, quarter FROM facts.declared_total WHERE count_unit = $count_unit
        ) USING (delivery, quarter)
        WHERE quarter BETWEEN $first AND $last
    )
GROUP BY sex
