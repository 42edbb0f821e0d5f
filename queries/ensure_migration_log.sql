-- name: ensure_migration_log
-- Does: makes the log of migrations if the database is new.
CREATE TABLE IF NOT EXISTS main.migration (
    number INTEGER NOT NULL, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL
)
