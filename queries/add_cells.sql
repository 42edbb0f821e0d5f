-- name: add_cells
-- Does: writes the cells of the incoming rows (view `incoming`): each quarter, municipality and unit they have.
INSERT INTO app.cell
SELECT DISTINCT delivery::UUID, quarter, municipality, unit, 'active', NULL::UUID
FROM incoming
