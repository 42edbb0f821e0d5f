-- name: drop_rows_put_away
-- Does: removes the rows that `put_rows_away` has moved.
DELETE FROM facts.follow_up AS line
WHERE EXISTS (
    SELECT 1
    FROM app.cell AS cell
    WHERE cell.state <> 'active'
        AND cell.delivery = line.delivery
        AND cell.quarter = line.quarter
        AND cell.municipality IS NOT DISTINCT FROM line.municipality
        AND cell.unit IS NOT DISTINCT FROM line.unit
)
