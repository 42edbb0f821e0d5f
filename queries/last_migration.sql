-- name: last_migration
-- Answers: the number of the newest migration applied.
-- Returns: number INTEGER, 0 in a new database
SELECT coalesce(max(number), 0) AS number FROM main.migration
