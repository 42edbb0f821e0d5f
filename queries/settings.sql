-- name: settings
-- Answers: the settings that belong to the data.
-- Returns: key VARCHAR, value VARCHAR
SELECT key, value FROM app.setting
