"""From the cell of a spreadsheet to a value: texts, numbers, dates, identity numbers."""
