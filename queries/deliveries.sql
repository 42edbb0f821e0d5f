-- name: deliveries
-- Answers: which deliveries there are, newest first.
-- Returns: the columns of app.delivery
SELECT
    delivery::VARCHAR AS delivery, file_name, sha256, loaded_at, loaded_by, layout, rows_read, rows_loaded,
    rows_refused, rows_set_aside, first_quarter, last_quarter, columns, declared_units, synthetic, state
FROM app.delivery
ORDER BY loaded_at DESC, file_name
