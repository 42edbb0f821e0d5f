-- name: entries
-- Answers: the latest version of every entry of a kind, also of those that have been taken away, the first made first.
--   Told by aggregates alone: that costs half of what finding the latest by a window does, and pages ask every few
--   seconds. What came first is told by the place of its row, which is only ever added to: a clock may be set back.
-- $kind VARCHAR; $parent VARCHAR, NULL for those of every parent; $until_kind, $until_identity VARCHAR, $until_version
--   INTEGER, the version of an entry: they are read as they were when it was saved; NULL for now
-- Returns: identity, parent VARCHAR; version INTEGER; content VARCHAR, '' where it was taken away; author VARCHAR (of
--   the latest); saved_at, made_at TIMESTAMP; made_by VARCHAR
SELECT
    kept.identity,
    arg_max(kept.parent, kept.version) AS parent,
    max(kept.version) AS version,
    arg_max(coalesce(kept.content, ''), kept.version) AS content,
    arg_max(kept.author, kept.version) AS author,
    arg_max(kept.saved_at, kept.version) AS saved_at,
    arg_min(kept.saved_at, kept.version) AS made_at,
    arg_min(kept.author, kept.version) AS made_by
FROM dialogue.entry AS kept
WHERE kept.kind = $kind AND ($parent::VARCHAR IS NULL OR kept.parent = $parent)
    AND ($until_kind::VARCHAR IS NULL OR kept.rowid <= (
        SELECT moment.rowid
        FROM dialogue.entry AS moment
        WHERE moment.kind = $until_kind AND moment.identity = $until_identity AND moment.version = $until_version
    ))
GROUP BY kept.identity
ORDER BY min(kept.rowid)
