-- name: seal_event
-- Does: seals a line of the log.
-- $number INTEGER; $seal VARCHAR
UPDATE app.event SET seal = $seal WHERE number = $number
