"""The strategy as a workbook: how rows and cells stand for entries, and reading a filled one."""
