-- name: add_entry
-- Does: writes one version of an entry. The caller has checked that it follows on the latest there is.
-- $kind, $identity, $parent VARCHAR; $version INTEGER; $content VARCHAR, NULL to take it away; $author VARCHAR;
-- $saved_at TIMESTAMP
INSERT INTO dialogue.entry VALUES ($kind, $identity, $parent, $version, $content, $author, $saved_at)
