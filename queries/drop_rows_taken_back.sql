-- name: drop_rows_taken_back
-- Does: removes the rows that `take_rows_back` has moved.
DELETE FROM facts.past_follow_up AS line
WHERE EXISTS (
    SELECT 1
    FROM app.cell AS cell
    WHERE cell.state = 'active'
        AND cell.delivery = line.delivery
        AND cell.quarter = line.quarter
        AND cell.municipality IS NOT DISTINCT FROM line.municipality
        AND cell.unit IS NOT DISTINCT FROM line.unit
)
