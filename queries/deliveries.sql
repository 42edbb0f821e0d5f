-- name: deliveries
-- Answers: which deliveries there are, newest first: by the log and not by their time, for a clock may be set back.
-- Returns: the columns of app.delivery; partly_replaced BOOLEAN
SELECT
    delivery::VARCHAR AS delivery, file_name, sha256, loaded_at, loaded_by, layout, rows_read, rows_loaded,
    rows_refused, rows_set_aside, first_quarter, last_quarter, columns, declared_units, synthetic, state, profile,
    state = 'active' AND delivery IN (SELECT delivery FROM app.cell WHERE state <> 'active') AS partly_replaced
FROM app.delivery AS kept
ORDER BY (SELECT min(number) FROM app.event AS line WHERE line.delivery = kept.delivery) DESC, file_name
