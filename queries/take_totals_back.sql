-- name: take_totals_back
-- Does: moves declared totals back from the past where all rows behind them count again.
-- The originals stay until `drop_totals_taken_back`.
INSERT INTO facts.declared_total BY NAME
SELECT line.*
FROM facts.past_declared_total AS line
WHERE (
    EXISTS (SELECT 1 FROM app.cell AS cell WHERE cell.state = 'active' AND cell.delivery = line.delivery)
    AND NOT EXISTS (
        SELECT 1
        FROM app.cell AS cell
        WHERE cell.state <> 'active' AND cell.delivery = line.delivery AND cell.quarter = line.quarter
    )
)
