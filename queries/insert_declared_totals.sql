-- name: insert_declared_totals
-- Does: writes one declared total.
INSERT INTO facts.declared_total VALUES ($delivery, $record_key, $count_unit, $quarter, $sex, $count)
