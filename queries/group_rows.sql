-- name: group_rows
-- Does: puts every row of a table into its group.
-- {table}  facts.follow_up or facts.past_follow_up
-- {column} the column of the grouping
-- {group}  the group that the value of the grouped column is in
-- $values_0, $groups_0 VARCHAR[]: values, and the group of each; $rest_0 VARCHAR: the group of all others
UPDATE {table} SET {column} = {group}
