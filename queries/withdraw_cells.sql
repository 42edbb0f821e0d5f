-- name: withdraw_cells
-- Does: marks the active cells of a delivery as withdrawn.
-- $delivery VARCHAR
UPDATE app.cell
SET state = 'withdrawn'
WHERE delivery = $delivery::UUID AND state = 'active'
