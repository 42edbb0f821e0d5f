-- The dialogue: what a group writes, judges, decides and does, and how it came about.

-- Every version of everything written is a line of its own, and none is changed: the latest is what counts, the
-- others are how it came about. The content is the entry's own fields, see jamstalld/dialogue.
CREATE TABLE dialogue.entry (
    kind VARCHAR NOT NULL,          -- analysis, text, cause, action, meeting …
    identity VARCHAR NOT NULL,
    parent VARCHAR NOT NULL,        -- the identity of what it belongs to; '' where it stands alone
    version INTEGER NOT NULL,       -- 1, 2, 3 …
    content VARCHAR,                -- JSON; NULL where it was taken away
    author VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
);

-- What a line of the log is about, where that is no delivery.
ALTER TABLE app.event ADD COLUMN subject_kind VARCHAR;
ALTER TABLE app.event ADD COLUMN subject VARCHAR;
