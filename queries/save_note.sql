-- name: save_note
-- Does: writes a note, new or changed. The caller has checked that the version it changes is the one there is.
MERGE INTO dialogue.note AS kept
USING (SELECT $note::UUID AS note) AS given ON kept.note = given.note
WHEN MATCHED THEN UPDATE SET
    version = $version, saved_at = $saved_at, author = $author, view = $view,
    seen = $seen, causes = $causes, actions = $actions
WHEN NOT MATCHED THEN INSERT VALUES (
    $note, $version, $created_at, $saved_at, $author, $request, $view, $seen, $causes, $actions
)
