-- name: insert_rows
-- Does: moves the checked rows, registered as the view `incoming`, into the fact table.
-- {columns} every stored column of the fact table, and the group of each grouping
-- $values_N, $groups_N VARCHAR[]: values of the Nth grouping, and the group of each; $rest_N VARCHAR: that of all others
INSERT INTO facts.follow_up BY NAME SELECT {columns} FROM incoming
