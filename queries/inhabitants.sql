-- name: inhabitants
-- Answers: how many inhabitants there are of each sex and age in a year.
-- $year INTEGER
-- Returns: year INTEGER; sex VARCHAR; first_age INTEGER; last_age INTEGER, NULL for that age and older; count INTEGER
SELECT year, sex, first_age, last_age, count FROM app.inhabitants WHERE year = $year ORDER BY sex, first_age
