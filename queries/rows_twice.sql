-- name: rows_twice
-- Answers: how many active rows of a delivery are in another one, too.
-- $delivery VARCHAR
-- Returns: n BIGINT
SELECT count(*) AS n
FROM (SELECT record_key, person FROM facts.follow_up WHERE delivery = $delivery::UUID) AS mine
SEMI JOIN (SELECT record_key, person FROM facts.follow_up WHERE delivery <> $delivery::UUID) AS theirs
    USING (record_key, person)
