-- name: put_rows_away
-- Does: moves the rows of cells that no longer count to the past. The originals stay until `drop_rows_put_away`.
INSERT INTO facts.past_follow_up BY NAME
SELECT line.*
FROM facts.follow_up AS line
WHERE EXISTS (
    SELECT 1
    FROM app.cell AS cell
    WHERE cell.state <> 'active'
        AND cell.delivery = line.delivery
        AND cell.quarter = line.quarter
        AND cell.municipality IS NOT DISTINCT FROM line.municipality
        AND cell.unit IS NOT DISTINCT FROM line.unit
)
