"""Reports: what a group has seen, said and decided, put together as minutes, a four-step report, slides and tables.

`material` reads it from the store, as plain data; the others make documents of it (`jamstalld.export.documents`). What
is shown is what the group saw: nothing is counted anew.
"""
