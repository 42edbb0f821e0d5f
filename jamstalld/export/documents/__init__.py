"""Documents that leave: reports and minutes as Word, slides as PowerPoint, tables as Excel.

What a document holds is plain data (`model`), made of what the pages show (`showing`, `numbers`); `word`,
`powerpoint` and `excel` write it. Texts are plain text all the way: whatever a group has written comes out as it is.
"""
