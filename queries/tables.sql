-- name: tables
-- Answers: every table of the database, to see that each can be read.
-- Returns: table_schema, table_name VARCHAR
SELECT table_schema, table_name
FROM information_schema.tables
WHERE table_catalog = 'house'
ORDER BY ALL
