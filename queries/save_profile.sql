-- name: save_profile
-- Does: writes a new version of a profile. The earlier ones are kept.
-- $name VARCHAR; $content VARCHAR, NULL to forget it; $at TIMESTAMP; $by VARCHAR
INSERT INTO app.profile
SELECT $name, coalesce(max(version), 0) + 1, $content, $at, $by
FROM app.profile
WHERE name = $name
