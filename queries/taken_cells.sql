-- name: taken_cells
-- Answers: which cells do not count, being replaced or withdrawn.
-- Returns: delivery VARCHAR; quarter SMALLINT; municipality, unit VARCHAR
SELECT delivery::VARCHAR AS delivery, quarter, municipality, unit
FROM app.cell
WHERE state <> 'active'
ORDER BY ALL
