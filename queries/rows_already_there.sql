-- name: rows_already_there
-- Answers: how many of the incoming rows (view `incoming`) are in the database already, by their record key.
-- Returns: n BIGINT
SELECT count(*) AS n
FROM incoming
WHERE record_key IN (SELECT record_key FROM facts.follow_up)
