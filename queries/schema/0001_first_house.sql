-- The first house: deliveries, followed-up rows, notes and the settings that belong to the data.
-- Only what both a DuckDB file and a DuckLake support: no keys, no sequences, no enums; checks are made in the
-- transaction that writes.

CREATE SCHEMA app;
CREATE SCHEMA facts;
CREATE SCHEMA dialogue;

CREATE TABLE app.setting (key VARCHAR NOT NULL, value VARCHAR NOT NULL);

CREATE TABLE app.delivery (
    delivery UUID NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    loaded_by VARCHAR NOT NULL,
    layout VARCHAR NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_loaded INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL,
    rows_set_aside INTEGER NOT NULL,
    first_quarter SMALLINT NOT NULL,
    last_quarter SMALLINT NOT NULL,
    columns VARCHAR NOT NULL,       -- the columns in which the file had anything, JSON list
    declared_units VARCHAR NOT NULL, -- the units of its declared totals, JSON list
    synthetic BOOLEAN NOT NULL,
    state VARCHAR NOT NULL          -- active; replaced and withdrawn deliveries keep their line
);

-- One row is one decision on an intervention, or one followed-up case where the source has no interventions.
CREATE TABLE facts.follow_up (
    delivery UUID NOT NULL,
    source_row INTEGER NOT NULL,
    record_key UINTEGER NOT NULL,   -- uniform, see jamstalld/protect/keys.py
    person UBIGINT NOT NULL,        -- keyed pseudonyms; a row without one has its own
    case_file UBIGINT NOT NULL,
    count INTEGER NOT NULL,         -- how many a counted row stands for, else 1
    quarter SMALLINT NOT NULL,      -- year * 4 + number - 1
    decision_quarter SMALLINT,
    closing_quarter SMALLINT,
    sex VARCHAR,
    municipality VARCHAR, area VARCHAR, unit VARCHAR,
    age SMALLINT, age_group VARCHAR, household VARCHAR, livelihood VARCHAR, disability VARCHAR,
    need_area VARCHAR, need_level VARCHAR,
    intervention VARCHAR, decision VARCHAR,
    hours_per_week DOUBLE, waiting_days INTEGER,
    end_reason VARCHAR, goal VARCHAR, score_before DOUBLE, score_after DOUBLE, change_experienced VARCHAR,
    q_overall VARCHAR, q_reach VARCHAR, q_information VARCHAR, q_understood VARCHAR, q_asked VARCHAR,
    q_influence VARCHAR, q_change VARCHAR,
    participation VARCHAR, violence_asked VARCHAR, violence_disclosed VARCHAR, risk_assessed VARCHAR,
    honour VARCHAR
);

-- What a table of official statistics says is its total of another unit, such as persons over interventions.
CREATE TABLE facts.declared_total (
    delivery UUID NOT NULL,
    record_key UINTEGER NOT NULL,
    count_unit VARCHAR NOT NULL,
    quarter SMALLINT NOT NULL,
    sex VARCHAR,
    count INTEGER NOT NULL
);

CREATE TABLE dialogue.note (
    note UUID NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    author VARCHAR NOT NULL,
    request VARCHAR NOT NULL,       -- the ViewRequest, JSON
    view VARCHAR NOT NULL,          -- the View as the group saw it, JSON of released numbers
    seen VARCHAR NOT NULL,          -- Vad ser vi?
    causes VARCHAR NOT NULL,        -- Vad kan det bero på?
    actions VARCHAR NOT NULL        -- Vad gör vi?
);
