-- name: local_variables
-- Answers: the municipality's own questions, in the order they were declared.
-- Returns: declaration VARCHAR, JSON
SELECT declaration FROM app.local_variable ORDER BY rowid
