-- name: replace_cells
-- Does: marks the active cells of other deliveries as replaced wherever a new delivery has one.
-- $delivery VARCHAR: the new one, whose cells have been written
UPDATE app.cell AS old
SET state = 'replaced', taken_by = $delivery::UUID
WHERE old.state = 'active'
    AND old.delivery <> $delivery::UUID
    AND EXISTS (
        SELECT 1
        FROM app.cell AS new
        WHERE new.delivery = $delivery::UUID
            AND new.quarter = old.quarter
            AND new.municipality IS NOT DISTINCT FROM old.municipality
            AND new.unit IS NOT DISTINCT FROM old.unit
    )
