-- name: restore_cells
-- Does: makes the cells of a delivery active again that were replaced, or those that were withdrawn.
-- $delivery, $state VARCHAR: replaced or withdrawn
UPDATE app.cell
SET state = 'active', taken_by = NULL
WHERE delivery = $delivery::UUID AND state = $state
