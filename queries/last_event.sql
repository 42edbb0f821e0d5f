-- name: last_event
-- Answers: the number of the last line of the log, 0 where there is none.
-- Returns: number INTEGER
SELECT coalesce(max(number), 0) AS number FROM app.event
