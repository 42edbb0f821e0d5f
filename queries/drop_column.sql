-- name: drop_column
-- Does: takes the column of a local variable away from a table of rows.
-- {table} facts.follow_up or facts.past_follow_up
-- {column} its name
ALTER TABLE {table} DROP COLUMN {column}
