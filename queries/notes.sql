-- name: notes
-- Answers: every note, last saved first.
-- Returns: the columns of dialogue.note
SELECT note::VARCHAR AS note, version, created_at, saved_at, author, request, view, seen, causes, actions
FROM dialogue.note
ORDER BY saved_at DESC
