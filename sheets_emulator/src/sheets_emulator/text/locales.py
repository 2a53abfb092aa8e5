"""What a spreadsheet's locale decides: separators, order of day and month, names, currency."""

from dataclasses import dataclass

_EN_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_VI_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True, slots=True)
class Locale:
    """The facts of one locale that typing, showing and formulas need."""

    name: str
    decimal: str = "."
    group: str = ","
    day_first: bool = False
    currency: str = "$"
    currency_after: bool = False
    date_pattern: str = "M/d/yyyy"
    time_pattern: str = "h:mm:ss am/pm"
    months: tuple[str, ...] = _EN_MONTHS
    short_months: tuple[str, ...] = tuple(month[:3] for month in _EN_MONTHS)
    days: tuple[str, ...] = _EN_DAYS
    short_days: tuple[str, ...] = tuple(day[:3] for day in _EN_DAYS)

    @property
    def currency_pattern(self) -> str:
        """The pattern of whole amounts, as Sheets gives it to a typed amount of money."""
        if self.currency_after:
            return f'#,##0 "{self.currency}"'
        return f'"{self.currency}"#,##0'


_EN_US = Locale("en_US")
_LOCALES = {
    "en_US": _EN_US,
    "vi_VN": Locale(
        "vi_VN",
        decimal=",",
        group=".",
        day_first=True,
        currency="₫",
        currency_after=True,
        date_pattern="dd/MM/yyyy",
        time_pattern="HH:mm:ss",
        months=tuple(f"tháng {month}" for month in range(1, 13)),
        short_months=tuple(f"thg {month}" for month in range(1, 13)),
        days=_VI_DAYS,
        short_days=("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    ),
    "en_GB": Locale(
        "en_GB", day_first=True, currency="£", date_pattern="dd/MM/yyyy", time_pattern="HH:mm:ss"
    ),
    "fr_FR": Locale(
        "fr_FR",
        decimal=",",
        group="\u202f",
        day_first=True,
        currency="€",
        currency_after=True,
        date_pattern="dd/MM/yyyy",
        time_pattern="HH:mm:ss",
    ),
}
_BY_LANGUAGE = {"en": "en_US", "vi": "vi_VN", "fr": "fr_FR"}


def locale_facts(name: str) -> Locale:
    """The facts of `name` (`vi_VN`, `vi`); a locale that is not known counts as en_US."""
    if name in _LOCALES:
        return _LOCALES[name]
    return _LOCALES.get(_BY_LANGUAGE.get(name.split("_")[0], ""), _EN_US)
