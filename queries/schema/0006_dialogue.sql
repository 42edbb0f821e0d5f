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

-- Notes become analyses: those of one view one analysis, which goes on where they ended. Where several had written, each
-- text says whose it is. What the group saw is the view that the last of them kept.
CREATE TEMP TABLE earlier AS
SELECT
    note::VARCHAR AS note, created_at, saved_at, author, request::JSON AS request, view::JSON AS seen_view,
    seen, causes, actions,
    min(note::VARCHAR) OVER same AS analysis,
    'note-' || arg_max(note::VARCHAR, saved_at) OVER same AS snapshot,
    count(*) OVER same > 1 AS several
FROM dialogue.note
WINDOW same AS (PARTITION BY request);

INSERT INTO dialogue.entry
SELECT
    'snapshot', snapshot, '', 1,
    json_object(
        'title', coalesce(arg_max(seen_view->>'question', saved_at), ''),
        'sentences', coalesce(arg_max(seen_view->'sentences', saved_at), json_array()),
        'method', coalesce(arg_max(seen_view->'method', saved_at), json_array()),
        'data_version', coalesce(arg_max(seen_view->>'data_version', saved_at), ''),
        'subject', json_object('kind', 'view', 'request', any_value(request)),
        'result', arg_max(seen_view, saved_at)
    )::VARCHAR,
    arg_max(author, saved_at), max(saved_at)
FROM earlier
GROUP BY snapshot;

INSERT INTO dialogue.entry
SELECT
    'analysis', analysis, '', 1,
    json_object(
        'subject', json_object('kind', 'view', 'request', any_value(request)),
        'snapshot', any_value(snapshot),
        'title', concat_ws(
            ' · ',
            coalesce(arg_max(seen_view->>'question', saved_at), ''),
            nullif(array_to_string(any_value(request)->>'$.filters.*', ' · '), '')
        )
    )::VARCHAR,
    arg_min(author, created_at), min(created_at)
FROM earlier
GROUP BY analysis
ORDER BY min(created_at), analysis;

INSERT INTO dialogue.entry
WITH written AS (
    SELECT *, unnest(['seen', 'follow_up']) AS field, unnest([seen, actions]) AS text FROM earlier
)
SELECT
    'text', analysis || ':' || field, analysis, 1,
    json_object(
        'field', field,
        'text', string_agg(
            CASE WHEN several THEN author || ': ' || text ELSE text END, chr(10) || chr(10) ORDER BY created_at, note
        ),
        'line', ''
    )::VARCHAR,
    arg_max(author, saved_at), max(saved_at)
FROM written
WHERE trim(text) <> ''
GROUP BY analysis, field;

INSERT INTO dialogue.entry
SELECT
    'cause', note, analysis, 1,
    json_object('text', trim(regexp_replace(causes, '\s+', ' ', 'g')))::VARCHAR,
    author, saved_at
FROM earlier
WHERE trim(causes) <> ''
ORDER BY saved_at, note;

DROP TABLE earlier;
DROP TABLE dialogue.note;
