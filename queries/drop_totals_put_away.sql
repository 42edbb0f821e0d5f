-- name: drop_totals_put_away
-- Does: removes the totals that `put_totals_away` has moved.
DELETE FROM facts.declared_total AS line
WHERE NOT (
    EXISTS (SELECT 1 FROM app.cell AS cell WHERE cell.state = 'active' AND cell.delivery = line.delivery)
    AND NOT EXISTS (
        SELECT 1
        FROM app.cell AS cell
        WHERE cell.state <> 'active' AND cell.delivery = line.delivery AND cell.quarter = line.quarter
    )
)
