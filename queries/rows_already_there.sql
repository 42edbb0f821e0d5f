-- name: rows_already_there
-- Answers: how many of the incoming rows (view `incoming`) are in the database already. Record keys have 32 bits, and
-- in a large database some agree by chance, so the person, or what stands for one, must agree as well.
-- Returns: n BIGINT
SELECT count(*) AS n
FROM incoming
SEMI JOIN facts.follow_up USING (record_key, person)
