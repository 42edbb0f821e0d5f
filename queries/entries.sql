-- name: entries
-- Answers: the latest version of every entry of a kind that has not been taken away, the first made first.
-- $kind VARCHAR; $parent VARCHAR, NULL for those of every parent
-- Returns: identity, parent VARCHAR; version INTEGER; content VARCHAR; author VARCHAR (of the latest);
--   saved_at, made_at TIMESTAMP; made_by VARCHAR
WITH versions AS (
    SELECT
        *,
        min(saved_at) OVER same AS made_at,
        arg_min(author, version) OVER same AS made_by,
        max(version) OVER same AS latest
    FROM dialogue.entry
    WHERE kind = $kind
        AND ($parent::VARCHAR IS NULL OR parent = $parent)
    WINDOW same AS (PARTITION BY identity)
)
SELECT identity, parent, version, content, author, saved_at, made_at, made_by
FROM versions
WHERE version = latest AND content IS NOT NULL
ORDER BY made_at, identity
