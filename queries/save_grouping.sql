-- name: save_grouping
-- Does: writes a new version of a grouping. The earlier ones are kept.
-- $key VARCHAR; $content VARCHAR, NULL to remove it; $at TIMESTAMP; $by VARCHAR
INSERT INTO app.grouping
SELECT $key, coalesce(max(version), 0) + 1, $content, $at, $by
FROM app.grouping
WHERE key = $key
