-- name: set_setting
-- Does: writes one setting, new or changed.
-- $key, $value VARCHAR
MERGE INTO app.setting AS kept
USING (SELECT $key AS key, $value AS value) AS given ON kept.key = given.key
WHEN MATCHED THEN UPDATE SET value = given.value
WHEN NOT MATCHED THEN INSERT VALUES (given.key, given.value)
