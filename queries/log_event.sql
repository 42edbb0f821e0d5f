-- name: log_event
-- Does: writes a line about what has been done.
-- $happened_at TIMESTAMP; $done_by, $action, $text VARCHAR; $delivery VARCHAR, NULL where it is about none;
-- $subject_kind, $subject VARCHAR, the kind and identity of an entry of the dialogue, NULL where it is about none
INSERT INTO app.event (number, happened_at, done_by, action, delivery, text, subject_kind, subject)
SELECT coalesce(max(number), 0) + 1, $happened_at, $done_by, $action, $delivery::UUID, $text, $subject_kind, $subject
FROM app.event
