-- name: put_totals_away
-- Does: moves declared totals to the past where rows behind them no longer count.
-- The originals stay until `drop_totals_put_away`.
INSERT INTO facts.past_declared_total BY NAME
SELECT line.*
FROM facts.declared_total AS line
WHERE NOT (
    EXISTS (SELECT 1 FROM app.cell AS cell WHERE cell.state = 'active' AND cell.delivery = line.delivery)
    AND NOT EXISTS (
        SELECT 1
        FROM app.cell AS cell
        WHERE cell.state <> 'active' AND cell.delivery = line.delivery AND cell.quarter = line.quarter
    )
)
