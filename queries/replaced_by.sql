-- name: replaced_by
-- Answers: which deliveries have cells that one delivery has replaced, and in which quarters.
-- $delivery VARCHAR: the one that replaced them
-- Returns: delivery VARCHAR; quarters SMALLINT[]
SELECT delivery::VARCHAR AS delivery, list_sort(list_distinct(list(quarter))) AS quarters
FROM app.cell
WHERE state = 'replaced' AND taken_by = $delivery::UUID
GROUP BY delivery
ORDER BY delivery
