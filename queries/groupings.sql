-- name: groupings
-- Answers: each grouping as it was saved last, by key. One that was removed last is left out.
-- Returns: content VARCHAR, JSON
SELECT content
FROM app.grouping AS saved
WHERE content IS NOT NULL
    AND version = (SELECT max(version) FROM app.grouping AS other WHERE other.key = saved.key)
ORDER BY key
