-- name: profiles
-- Answers: the profile of each source as it was saved last. One that was forgotten last is left out.
-- Returns: content VARCHAR, JSON
SELECT content
FROM app.profile AS saved
WHERE content IS NOT NULL
    AND version = (SELECT max(version) FROM app.profile AS other WHERE other.name = saved.name)
ORDER BY name
