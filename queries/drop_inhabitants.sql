-- name: drop_inhabitants
-- Does: takes away how many inhabitants there are in some years.
-- $years INTEGER[]
DELETE FROM app.inhabitants WHERE list_contains($years, year)
