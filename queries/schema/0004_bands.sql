-- Numbers in bands: hours, waiting days and the change of a score are counted by the band they lie in, see
-- jamstalld/dictionary/bands.py. The limits are those of variables.toml on the day this was written; a later change
-- of them needs a migration of its own.

CREATE TEMP MACRO hours_band(number) AS CASE
    WHEN number < 3 THEN 'under 3'
    WHEN number < 6 THEN '3 till under 6'
    WHEN number < 9 THEN '6 till under 9'
    WHEN number < 13 THEN '9 till under 13'
    WHEN number < 18 THEN '13 till under 18'
    WHEN number < 26 THEN '18 till under 26'
    WHEN number < 36 THEN '26 till under 36'
    WHEN number < 52 THEN '36 till under 52'
    WHEN number < 100 THEN '52 till under 100'
    WHEN number >= 100 THEN '100 eller mer'
END;

CREATE TEMP MACRO days_band(number) AS CASE
    WHEN number < 1 THEN '0'
    WHEN number < 8 THEN '1–7'
    WHEN number < 15 THEN '8–14'
    WHEN number < 31 THEN '15–30'
    WHEN number < 61 THEN '31–60'
    WHEN number < 91 THEN '61–90'
    WHEN number < 121 THEN '91–120'
    WHEN number < 181 THEN '121–180'
    WHEN number >= 181 THEN '181 eller mer'
END;

-- In whole numbers, halves away from nothing.
CREATE TEMP MACRO change_band(number) AS CASE
    WHEN round(number) < -24 THEN '−25 eller mindre'
    WHEN round(number) < -6 THEN '−24 till −7'
    WHEN round(number) < -2 THEN '−6 till −3'
    WHEN round(number) < 0 THEN '−2 till −1'
    WHEN round(number) < 1 THEN '0'
    WHEN round(number) < 3 THEN '1–2'
    WHEN round(number) < 7 THEN '3–6'
    WHEN round(number) < 25 THEN '7–24'
    WHEN round(number) >= 25 THEN '25 eller mer'
END;

ALTER TABLE facts.follow_up ADD COLUMN hours_per_week_band VARCHAR;
ALTER TABLE facts.follow_up ADD COLUMN waiting_days_band VARCHAR;
ALTER TABLE facts.follow_up ADD COLUMN score_change DOUBLE;
ALTER TABLE facts.follow_up ADD COLUMN score_change_band VARCHAR;

ALTER TABLE facts.past_follow_up ADD COLUMN hours_per_week_band VARCHAR;
ALTER TABLE facts.past_follow_up ADD COLUMN waiting_days_band VARCHAR;
ALTER TABLE facts.past_follow_up ADD COLUMN score_change DOUBLE;
ALTER TABLE facts.past_follow_up ADD COLUMN score_change_band VARCHAR;

UPDATE facts.follow_up SET
    hours_per_week_band = hours_band(hours_per_week),
    waiting_days_band = days_band(waiting_days),
    score_change = round(score_after - score_before, 6),
    score_change_band = change_band(round(score_after - score_before, 6));

UPDATE facts.past_follow_up SET
    hours_per_week_band = hours_band(hours_per_week),
    waiting_days_band = days_band(waiting_days),
    score_change = round(score_after - score_before, 6),
    score_change_band = change_band(round(score_after - score_before, 6));

DROP MACRO hours_band;
DROP MACRO days_band;
DROP MACRO change_band;

-- A delivery has content in the new columns where it has it in those they are worked out of.
UPDATE app.delivery SET
    columns = replace(
        replace(columns, '"hours_per_week"', '"hours_per_week", "hours_per_week_band"'),
        '"waiting_days"', '"waiting_days", "waiting_days_band"'
    );

UPDATE app.delivery SET
    columns = replace(columns, '"score_before"', '"score_before", "score_change", "score_change_band"')
WHERE delivery IN (
    SELECT delivery FROM facts.follow_up WHERE score_change IS NOT NULL
    UNION
    SELECT delivery FROM facts.past_follow_up WHERE score_change IS NOT NULL
);
