-- name: insert_rows
-- Does: moves the checked rows, registered as the view `incoming`, into the fact table.
-- {columns} every stored column of the fact table
INSERT INTO facts.follow_up BY NAME SELECT {columns} FROM incoming
