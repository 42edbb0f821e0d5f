-- name: entries
-- Answers: the latest version of every entry of a kind, also of those that have been taken away, in no order. Told by
--   aggregates alone: that costs half of what finding the latest by a window does, and pages ask every few seconds.
-- $kind VARCHAR; $parent VARCHAR, NULL for those of every parent; $until TIMESTAMP, the moment as of which they are
--   read, NULL for now
-- Returns: identity, parent VARCHAR; version INTEGER; content VARCHAR, '' where it was taken away; author VARCHAR (of
--   the latest); saved_at, made_at TIMESTAMP; made_by VARCHAR
SELECT
    kept.identity,
    arg_max(kept.parent, kept.version) AS parent,
    max(kept.version) AS version,
    arg_max(coalesce(kept.content, ''), kept.version) AS content,
    arg_max(kept.author, kept.version) AS author,
    arg_max(kept.saved_at, kept.version) AS saved_at,
    min(kept.saved_at) AS made_at,
    arg_min(kept.author, kept.version) AS made_by
FROM dialogue.entry AS kept
WHERE kept.kind = $kind AND ($parent::VARCHAR IS NULL OR kept.parent = $parent)
    AND ($until::TIMESTAMP IS NULL OR kept.saved_at <= $until)
GROUP BY kept.identity
