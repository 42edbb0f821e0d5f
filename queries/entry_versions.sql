-- name: entry_versions
-- Answers: every kept version of one entry, the first first, also those after which it was taken away.
-- $kind, $identity VARCHAR
-- Returns: identity, parent VARCHAR; version INTEGER; content VARCHAR, NULL where it was taken away; author VARCHAR;
--   saved_at TIMESTAMP
SELECT identity, parent, version, content, author, saved_at
FROM dialogue.entry
WHERE kind = $kind AND identity = $identity
ORDER BY version
