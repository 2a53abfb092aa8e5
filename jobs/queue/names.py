"""The names of the jobs that rooms and doors ask for, each written once; `jobs/duties.py` has all.

A name stands in ledgers of running services: it never changes.
"""

CHECK_UNIT = "check-unit"
PUBLISH = "publish"
REGISTER = "register"
CHANGES = "changes"
REMIND = "remind"
REMIND_UNIT = "remind-unit"
RECEIPTS = "receipts"
