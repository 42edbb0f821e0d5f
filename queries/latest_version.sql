-- name: latest_version
-- Answers: the latest version of an entry, also where it was taken away.
-- $kind, $identity VARCHAR
-- Returns: version INTEGER; content VARCHAR, NULL where it was taken away; author VARCHAR; saved_at TIMESTAMP; or nothing
SELECT version, content, author, saved_at
FROM dialogue.entry
WHERE kind = $kind AND identity = $identity
ORDER BY version DESC
LIMIT 1
