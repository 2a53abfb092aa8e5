"""A new version of the campaign's forms, brought into workbooks that are filled in already."""
