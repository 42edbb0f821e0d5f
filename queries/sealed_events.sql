-- name: sealed_events
-- Answers: what is sealed of each line of the log from one on, and its seal, the first first.
-- $first INTEGER
-- Returns: number INTEGER; happened_at TIMESTAMP; done_by, action, delivery, text, subject_kind, subject, seal VARCHAR
SELECT number, happened_at, done_by, action, delivery::VARCHAR AS delivery, text, subject_kind, subject, seal
FROM app.event
WHERE number >= $first
ORDER BY number
