"""The fifteen rules in libraries that check tables, each as its own documentation shows it.

Run in a process of its own: `python -m bench.check_libraries NAME ROWS` prints seconds (best of
three) and the number of findings. From typed rows to every finding as (row, column, rule, value),
as ours: turning the rows into the library's own table is part of its time, and so is asking it
which cells failed.
"""

# mypy: ignore-errors
# The libraries are installed by the measurement alone, so nothing here can be type-checked.

import json
import sys
import time
from collections.abc import Callable, Sequence

from bench.check_rows import HEADER, MOBILE, ROLES, SEXES, made_groups, made_rows
from sheets_schema.vietnam.provinces import PROVINCE_OF_CODE

NAMES = ("number", "group", "name", "sex", "year", "role", "cccd", "phone")
PROVINCES = sorted(PROVINCE_OF_CODE)
LENGTH, NO_ZERO, PREFIX = r"^\d{12}$", r"^0", "^(?:" + "|".join(sorted(MOBILE)) + r")\d{7}$"
ROUNDS, LONG_ENOUGH = 3, 10
Findings = list[tuple[object, ...]]


def _frame(rows: Sequence[Sequence[object]]):
    """A Polars table; numbers among texts become texts, as a typed column needs."""
    import polars as pl

    columns = list(zip(*rows, strict=True))
    texts = [[None if v is None else str(v) for v in column] for column in columns]
    data = {name: texts[place] for place, name in enumerate(NAMES)}
    frame = pl.DataFrame(data).with_columns(pl.col("year").cast(pl.Int64)).with_row_index("row")
    return frame.with_columns(
        pl.col("cccd").str.slice(0, 3).alias("province"),
        pl.when((pl.col("sex") == "Nữ") == pl.col("cccd").str.slice(3, 1).is_in(list("13579")))
        .then(pl.lit("fits"))
        .otherwise(pl.lit("differs"))
        .alias("fit_sex"),
        (pl.col("cccd").str.slice(4, 2).cast(pl.Int64, strict=False) == pl.col("year") % 100).alias(
            "fit_year"
        ),
    )


def with_dataframely(rows, groups) -> Findings:
    import dataframely as dy
    import polars as pl

    class People(dy.Schema):
        row = dy.UInt32()
        group = dy.String(check={"known": lambda c: c.is_in(groups)})
        name = dy.String()
        sex = dy.String(check=lambda c: c.is_in(list(SEXES)))
        year = dy.Int64(min=1914, max=2014)
        role = dy.String(check=lambda c: c.is_in(list(ROLES)))
        cccd = dy.String(
            check={
                "length": lambda c: c.str.contains(LENGTH),
                "zero": lambda c: c.str.contains(NO_ZERO),
                "province": lambda c: c.str.slice(0, 3).is_in(PROVINCES),
                "duplicate": lambda c: c.is_unique(),
            }
        )
        phone = dy.String(
            check={
                "zero": lambda c: c.str.contains(NO_ZERO),
                "prefix": lambda c: c.str.contains(PREFIX),
            }
        )

        @dy.rule()
        def sex_fits(cls) -> pl.Expr:  # noqa: N805
            return pl.col("fit_sex") == "fits"

        @dy.rule()
        def year_fits(cls) -> pl.Expr:  # noqa: N805
            return pl.col("fit_year")

        fit_sex = dy.String(nullable=True)
        fit_year = dy.Bool(nullable=True)

    failure = People.filter(_frame(rows)).failure
    details = failure.details()
    findings: Findings = []
    for rule in failure.counts():
        column = rule.partition("|")[0]
        value = column if column in NAMES else "cccd"
        failed = details.filter(pl.col(rule) == "invalid").select("row", value)
        findings.extend((row, column, rule, cell) for row, cell in failed.iter_rows())
    return findings


def with_pandera(rows, groups) -> Findings:
    import pandera.polars as pa
    import polars as pl
    from pandera import errors

    schema = pa.DataFrameSchema(
        {
            "group": pa.Column(str, pa.Check.isin(groups)),
            "name": pa.Column(str),
            "sex": pa.Column(str, pa.Check.isin(list(SEXES))),
            "year": pa.Column(pl.Int64, pa.Check.in_range(1914, 2014)),
            "role": pa.Column(str, pa.Check.isin(list(ROLES))),
            "cccd": pa.Column(
                str,
                [pa.Check.str_matches(LENGTH), pa.Check.str_matches(NO_ZERO)],
                unique=True,
            ),
            "province": pa.Column(str, pa.Check.isin(PROVINCES)),
            "phone": pa.Column(str, [pa.Check.str_matches(NO_ZERO), pa.Check.str_matches(PREFIX)]),
            "fit_sex": pa.Column(str, pa.Check.isin(["fits"])),
            "fit_year": pa.Column(bool, pa.Check.isin([True])),
        }
    )
    try:
        schema.validate(_frame(rows), lazy=True)
    except errors.SchemaErrors as error:
        wanted = error.failure_cases.select("index", "column", "check", "failure_case")
        return list(wanted.iter_rows())
    return []


def with_pointblank(rows, groups) -> Findings:
    import pointblank as pb

    checked = (
        pb.Validate(_frame(rows))
        .col_vals_not_null(columns=["group", "name", "cccd", "phone"])
        .col_vals_in_set(columns="group", set=groups)
        .col_vals_in_set(columns="sex", set=sorted(SEXES))
        .col_vals_between(columns="year", left=1914, right=2014)
        .col_vals_in_set(columns="role", set=sorted(ROLES))
        .col_vals_regex(columns="cccd", pattern=LENGTH)
        .col_vals_regex(columns="cccd", pattern=NO_ZERO)
        .col_vals_in_set(columns="province", set=PROVINCES)
        .col_vals_regex(columns="phone", pattern=NO_ZERO)
        .col_vals_regex(columns="phone", pattern=PREFIX)
        .rows_distinct(columns_subset="cccd")
        .col_vals_in_set(columns="fit_sex", set=["fits"])
        .col_vals_in_set(columns="fit_year", set=[True])
        .interrogate()
    )
    findings: Findings = []
    for step, info in enumerate(checked.validation_info, 1):
        failed = checked.get_data_extracts(i=step, frame=True)
        column = info.column if isinstance(info.column, str) else "cccd"
        if failed is not None and len(failed):
            cells = failed.select("_row_num_", column).iter_rows()
            findings.extend((row, column, info.assertion_type, cell) for row, cell in cells)
    return findings


def with_great_expectations(rows, groups) -> Findings:
    import great_expectations as gx
    import great_expectations.expectations as gxe

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("rows")
    batch = source.add_dataframe_asset("people").add_batch_definition_whole_dataframe("all")
    suite = gx.ExpectationSuite("fifteen")
    for column in ("group", "name", "cccd", "phone"):
        suite.add_expectation(gxe.ExpectColumnValuesToNotBeNull(column=column))
    sets = (("group", groups), ("sex", sorted(SEXES)), ("role", sorted(ROLES)),
            ("province", PROVINCES), ("fit_sex", ["fits"]), ("fit_year", [True]))  # fmt: skip
    for column, wanted in sets:
        suite.add_expectation(gxe.ExpectColumnValuesToBeInSet(column=column, value_set=wanted))
    years = gxe.ExpectColumnValuesToBeBetween(column="year", min_value=1914, max_value=2014)
    suite.add_expectation(years)
    for column, pattern in (
        ("cccd", LENGTH),
        ("cccd", NO_ZERO),
        ("phone", NO_ZERO),
        ("phone", PREFIX),
    ):
        suite.add_expectation(gxe.ExpectColumnValuesToMatchRegex(column=column, regex=pattern))
    suite.add_expectation(gxe.ExpectColumnValuesToBeUnique(column="cccd"))
    checks = gx.ValidationDefinition(name="all", data=batch, suite=context.suites.add(suite))
    frame = _frame(rows).to_pandas()
    result = checks.run(batch_parameters={"dataframe": frame}, result_format="COMPLETE")
    findings: Findings = []
    for one in result.results:
        rule, column = one.expectation_config.type, one.expectation_config.kwargs["column"]
        cells = one.result.get("unexpected_list") or ()
        places = one.result.get("unexpected_index_list") or ()
        findings.extend((row, column, rule, cell) for row, cell in zip(places, cells, strict=False))
    return findings


def with_frictionless(rows, groups) -> Findings:
    from frictionless import Resource, Schema, validate

    known = set(groups)
    fields = [
        {"name": "number", "type": "integer"},
        {"name": "group", "type": "string", "constraints": {"required": True}},
        {"name": "name", "type": "string", "constraints": {"required": True}},
        {"name": "sex", "type": "string", "constraints": {"enum": sorted(SEXES)}},
        {"name": "year", "type": "integer", "constraints": {"minimum": 1914, "maximum": 2014}},
        {"name": "role", "type": "string", "constraints": {"enum": sorted(ROLES)}},
        {"name": "cccd", "type": "string",
         "constraints": {"required": True, "unique": True, "pattern": r"0\d{11}"}},
        {"name": "phone", "type": "string",
         "constraints": {"required": True, "pattern": PREFIX.strip("^$")}},
    ]  # fmt: skip
    resource = Resource(data=[NAMES, *rows], schema=Schema.from_descriptor({"fields": fields}))
    report = validate(resource, limit_errors=10**9, checks=[_row_rules(known)])
    return report.flatten(["rowNumber", "fieldName", "type", "cell"])


def _row_rules(known: set[str]):
    """Reference, province and consistency: no check of its own, so a row check as documented."""
    from frictionless import Check, errors

    class RowRules(Check):
        Errors = [errors.RowError]  # noqa: RUF012

        def validate_row(self, row):
            cccd, sex, year = row["cccd"] or "", row["sex"], row["year"]
            if row["group"] not in known:
                yield errors.RowError.from_row(row, note="group")
            if cccd[:3] not in PROVINCE_OF_CODE:
                yield errors.RowError.from_row(row, note="province")
            elif len(cccd) == 12 and (cccd[3] in "13579") != (sex == "Nữ"):
                yield errors.RowError.from_row(row, note="sex")
            elif len(cccd) == 12 and year and int(cccd[4:6]) != year % 100:
                yield errors.RowError.from_row(row, note="year")

    return RowRules()


LIBRARIES: dict[str, Callable[..., Findings]] = {
    "dataframely": with_dataframely,
    "pandera": with_pandera,
    "pointblank": with_pointblank,
    "great-expectations": with_great_expectations,
    "frictionless": with_frictionless,
}


def main() -> None:
    """Print the measure of one library as JSON."""
    name, count = sys.argv[1], int(sys.argv[2])
    rows, groups = made_rows(count), made_groups(count)
    assert len(rows[0]) == len(HEADER)
    best, findings = float("inf"), []
    started = time.perf_counter()
    for number in range(ROUNDS):
        begun = time.perf_counter()
        if number and begun - started > LONG_ENOUGH:
            break
        findings = LIBRARIES[name](rows, groups)
        best = min(best, time.perf_counter() - begun)
    print(json.dumps({"seconds": best, "findings": len(findings)}))


if __name__ == "__main__":
    main()
