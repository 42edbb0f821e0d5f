-- name: declare_local
-- Does: writes a question of the municipality's own. Its columns are added beside.
INSERT INTO app.local_variable VALUES ($key, $declaration, $at, $by)
