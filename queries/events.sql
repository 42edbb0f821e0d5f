-- name: events
-- Answers: what has been done to the deliveries and to how they are read, the last first.
-- The latter lines name no delivery, and so no file.
-- Returns: number INTEGER; happened_at TIMESTAMP; done_by, action, delivery, file_name, text VARCHAR
SELECT number, happened_at, done_by, action, event.delivery::VARCHAR AS delivery, file_name, text
FROM app.event AS event
LEFT JOIN app.delivery AS line ON line.delivery = event.delivery
ORDER BY number DESC
