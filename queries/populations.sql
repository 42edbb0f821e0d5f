-- name: populations
-- Answers: the years whose inhabitants have been loaded, the latest first, with how many there are of each sex.
-- Returns: year INTEGER; women, men BIGINT; file_name, sha256, source, loaded_by VARCHAR; loaded_at TIMESTAMP;
-- synthetic BOOLEAN
SELECT
    loaded.year,
    sum(count) FILTER (sex = 'kvinna')::BIGINT AS women,
    sum(count) FILTER (sex = 'man')::BIGINT AS men,
    file_name, sha256, source, loaded_at, loaded_by, synthetic
FROM app.population AS loaded
JOIN app.inhabitants AS counted ON counted.year = loaded.year
GROUP BY loaded.year, file_name, sha256, source, loaded_at, loaded_by, synthetic
ORDER BY loaded.year DESC
