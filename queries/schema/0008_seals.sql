-- Each line of the log is sealed together with the one before it, see jamstalld/store/sealing.py.
ALTER TABLE app.event ADD COLUMN seal VARCHAR;
