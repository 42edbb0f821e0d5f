-- name: remove_local
-- Does: takes away a question of the municipality's own.
-- $key VARCHAR
DELETE FROM app.local_variable WHERE key = $key
