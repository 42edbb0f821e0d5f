-- name: add_column
-- Does: gives a table of rows a column for a local variable.
-- {table} facts.follow_up or facts.past_follow_up
-- {column} its name
-- {type}   VARCHAR or DOUBLE
ALTER TABLE {table} ADD COLUMN {column} {type}
