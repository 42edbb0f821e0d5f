-- name: insert_inhabitants
-- Does: writes how many inhabitants there are, one of each list a row.
-- $year, $first_age, $last_age, $count INTEGER[]; $sex VARCHAR[]
INSERT INTO app.inhabitants
SELECT unnest($year), unnest($sex), unnest($first_age), unnest($last_age::SMALLINT[]), unnest($count)
