-- name: insert_population
-- Does: writes where the inhabitants of a year come from.
-- $year INTEGER; $file_name, $sha256, $source, $loaded_by VARCHAR; $loaded_at TIMESTAMP; $synthetic BOOLEAN
INSERT INTO app.population BY NAME
SELECT
    $year AS year, $file_name AS file_name, $sha256 AS sha256, $source AS source, $loaded_at AS loaded_at,
    $loaded_by AS loaded_by, $synthetic AS synthetic
