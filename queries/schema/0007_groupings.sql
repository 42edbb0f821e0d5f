-- The values of variables put together, such as units in districts. Each grouping has a column of its own in
-- facts.follow_up and facts.past_follow_up. Every version is kept; the latest is the one that is used.
CREATE TABLE app.grouping (
    key VARCHAR NOT NULL,           -- the name of the column
    version INTEGER NOT NULL,       -- 1, 2, 3 …
    content VARCHAR,                -- the Grouping, JSON; NULL where it was removed
    saved_at TIMESTAMP NOT NULL,
    saved_by VARCHAR NOT NULL
);
