-- name: most_rows_of_a_person
-- Answers: on how many rows the named person with the most rows stands. Stays inside the store: it tells which cells
-- are so large that at least the threshold of persons must be behind them.
-- Returns: n BIGINT, 0 where no row names a person (the pseudonym of such a row ends with its record key)
WITH persons AS (
    SELECT person, count(*) AS n
    FROM facts.follow_up
    WHERE person & 4294967295 <> record_key
    GROUP BY person
)
SELECT coalesce(max(n), 0) AS n FROM persons
