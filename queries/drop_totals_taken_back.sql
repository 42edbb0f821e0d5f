-- name: drop_totals_taken_back
-- Does: removes the totals that `take_totals_back` has moved.
DELETE FROM facts.past_declared_total AS line
WHERE (
    EXISTS (SELECT 1 FROM app.cell AS cell WHERE cell.state = 'active' AND cell.delivery = line.delivery)
    AND NOT EXISTS (
        SELECT 1
        FROM app.cell AS cell
        WHERE cell.state <> 'active' AND cell.delivery = line.delivery AND cell.quarter = line.quarter
    )
)
