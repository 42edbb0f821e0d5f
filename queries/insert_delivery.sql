-- name: insert_delivery
-- Does: writes the line of one delivery.
INSERT INTO app.delivery VALUES (
    $delivery, $file_name, $sha256, $loaded_at, $loaded_by, $layout, $rows_read, $rows_loaded, $rows_refused,
    $rows_set_aside, $first_quarter, $last_quarter, $columns, $declared_units, $synthetic, 'active', $profile
)
