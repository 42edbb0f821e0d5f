-- Before and after: what a delivery replaces or a withdrawal takes away is kept, and every change leaves a line.
-- The rows that count stay alone in facts.follow_up, so that counting asks nothing of all this.

-- A cell is a quarter and a unit of one delivery: the smallest that is replaced. Its rows are in facts.follow_up
-- while it is active, else in facts.past_follow_up.
CREATE TABLE app.cell (
    delivery UUID NOT NULL,
    quarter SMALLINT NOT NULL,
    municipality VARCHAR, unit VARCHAR,
    state VARCHAR NOT NULL,         -- active, replaced or withdrawn
    taken_by UUID                   -- the delivery that replaced it
);

-- Deliveries that were loaded to count together in a cell. Any two others there are versions of the same thing.
CREATE TABLE app.beside (
    delivery UUID NOT NULL,
    other UUID NOT NULL,
    quarter SMALLINT NOT NULL,
    municipality VARCHAR, unit VARCHAR
);

CREATE TABLE app.event (
    number INTEGER NOT NULL,        -- 1, 2, 3 … in the order things were done
    happened_at TIMESTAMP NOT NULL,
    done_by VARCHAR NOT NULL,
    action VARCHAR NOT NULL,        -- loaded, replaced, withdrawn or restored
    delivery UUID NOT NULL,
    text VARCHAR NOT NULL           -- the reason, or by which file it was replaced; never what a cell holds
);

CREATE TABLE facts.past_follow_up AS SELECT * FROM facts.follow_up LIMIT 0;
CREATE TABLE facts.past_declared_total AS SELECT * FROM facts.declared_total LIMIT 0;

-- Until now every delivery was loaded beside the others.
INSERT INTO app.cell
SELECT DISTINCT delivery, quarter, municipality, unit, 'active', NULL::UUID FROM facts.follow_up;

INSERT INTO app.beside
SELECT one.delivery, other.delivery, one.quarter, one.municipality, one.unit
FROM app.cell AS one
JOIN app.cell AS other
    ON one.quarter = other.quarter
    AND one.municipality IS NOT DISTINCT FROM other.municipality
    AND one.unit IS NOT DISTINCT FROM other.unit
    AND one.delivery <> other.delivery;

INSERT INTO app.event
SELECT row_number() OVER (ORDER BY loaded_at, delivery), loaded_at, loaded_by, 'loaded', delivery, ''
FROM app.delivery;
