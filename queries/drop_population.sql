-- name: drop_population
-- Does: takes away where the inhabitants of some years come from.
-- $years INTEGER[]
DELETE FROM app.population WHERE list_contains($years, year)
