"""The official report: figures that open to their rows, and the document drafted from them."""
