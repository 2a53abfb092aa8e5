"""The end of a period: what is put aside of it, whole and for ever."""
