-- name: occupied_cells
-- Answers: in which cells of the incoming rows (view `incoming`) an earlier delivery counts.
-- Returns: quarter SMALLINT; municipality, unit VARCHAR
SELECT DISTINCT quarter, municipality, unit
FROM app.cell AS cell
WHERE cell.state = 'active'
    AND EXISTS (
        SELECT 1
        FROM incoming
        WHERE incoming.quarter = cell.quarter
            AND incoming.municipality IS NOT DISTINCT FROM cell.municipality
            AND incoming.unit IS NOT DISTINCT FROM cell.unit
    )
