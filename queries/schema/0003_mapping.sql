-- What a development lead has said about the files: the municipality's own questions, and how each source is read.

-- Each has a column of its own in facts.follow_up and facts.past_follow_up, a number also one of its bands.
CREATE TABLE app.local_variable (
    key VARCHAR NOT NULL,           -- the name of the column
    declaration VARCHAR NOT NULL,   -- the LocalVariable, JSON
    declared_at TIMESTAMP NOT NULL,
    declared_by VARCHAR NOT NULL
);

-- Every version is kept; the latest is the one that is used.
CREATE TABLE app.profile (
    name VARCHAR NOT NULL,
    version INTEGER NOT NULL,       -- 1, 2, 3 …
    content VARCHAR,                -- the Profile, JSON; NULL where it was forgotten
    saved_at TIMESTAMP NOT NULL,
    saved_by VARCHAR NOT NULL
);

ALTER TABLE app.delivery ADD COLUMN profile VARCHAR;

-- Not everything that is done is done to a delivery.
ALTER TABLE app.event ALTER COLUMN delivery DROP NOT NULL;
