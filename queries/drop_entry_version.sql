-- name: drop_entry_version
-- Does: takes away a version of a text that its own author has written on from a moment ago.
-- $kind, $identity VARCHAR; $version INTEGER
DELETE FROM dialogue.entry WHERE kind = $kind AND identity = $identity AND version = $version
