"""The page `docs/jobs.md`, made of the table of duties."""

from jobs.duties import DUTIES, Duty

_HEAD = """# Jobs

What the service does by itself, made of the table in `jobs/duties.py` by
`wardsheets jobs --markdown`. A schedule is in the campaign's time zone (six fields begin with
seconds) and is changed by `WARDSHEETS_SCHEDULE`; `wardsheets run JOB` does a job at once. Requests
for a job are gathered for its quiet time, then one run serves them all. A low priority goes first;
what a person asks for passes everything, the rotation over all units lets everything pass.

| job | what it does | usual schedule | quiet time | priority | may be followed by |
| --- | --- | --- | --- | --- | --- |
"""


def jobs_page() -> str:
    """The page as it stands in the repository."""
    return _HEAD + "".join(f"{_row(duty)}\n" for duty in DUTIES.values())


def _row(duty: Duty) -> str:
    about = " ".join((duty.do.__doc__ or "").split())
    if duty.made_up_for:
        about += " A missed one is made up for."
    cron = f"`{duty.cron}`" if duty.cron else "on request"
    quiet = f"`{duty.quiet}`" if isinstance(duty.quiet, str) else f"{duty.quiet:g} s"
    follows = ", ".join(f"`{name}`" for name in duty.then)
    return f"| `{duty.name}` | {about} | {cron} | {quiet} | {duty.priority} | {follows} |"
