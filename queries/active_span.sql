-- name: active_span
-- Answers: the first and the last quarter of all that counts.
-- Returns: first, last SMALLINT; NULL where nothing does
SELECT min(quarter) AS first, max(quarter) AS last
FROM app.cell
WHERE state = 'active'
