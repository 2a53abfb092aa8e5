"""Settings: declared once, read from their sources, with secrets of the first start."""
