-- name: settle_states
-- Does: writes the state of each delivery as its cells have it.
MERGE INTO app.delivery AS line
USING (
    SELECT
        delivery,
        CASE
            WHEN bool_or(state = 'active') THEN 'active'
            WHEN bool_or(state = 'withdrawn') THEN 'withdrawn'
            ELSE 'replaced'
        END AS state
    FROM app.cell
    GROUP BY delivery
) AS found ON line.delivery = found.delivery
WHEN MATCHED AND line.state <> found.state THEN UPDATE SET state = found.state
