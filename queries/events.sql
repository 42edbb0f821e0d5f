-- name: events
-- Answers: what has been done to the deliveries, to how they are read, and in the dialogue, the last first.
-- Lines that are about no delivery name none, and so no file.
-- Returns: number INTEGER; happened_at TIMESTAMP; done_by, action, delivery, file_name, text, subject_kind,
--   subject VARCHAR
SELECT number, happened_at, done_by, action, event.delivery::VARCHAR AS delivery, file_name, text,
    subject_kind, subject
FROM app.event AS event
LEFT JOIN app.delivery AS line ON line.delivery = event.delivery
ORDER BY number DESC
