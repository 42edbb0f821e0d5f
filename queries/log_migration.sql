-- name: log_migration
-- Does: notes that a migration has been applied.
INSERT INTO main.migration VALUES ($number, $name, $applied_at)
