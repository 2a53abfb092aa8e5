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
    currency_gap: str = ""
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
        return f'"{self.currency}{self.currency_gap}"#,##0'


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
}
# What Unicode's CLDR says of others that people write in: decimal and group signs, the order of a
# date, the sign of money and where it stands (`₫4`, `₫_4`, `4_₫`). Names of months stay English.
_OTHERS = """
en_GB . , dd/MM/yyyy £4    en_AU . , d/MM/yyyy $4      en_CA . , yyyy-MM-dd $4
en_IE . , dd/MM/yyyy €4    en_IN . , dd/MM/yyyy ₹4     en_ZA , ~ yyyy/MM/dd R_4
fr_FR , ~ dd/MM/yyyy 4_€   fr_BE , ~ d/MM/yyyy 4_€     fr_CA , ~ yyyy-MM-dd 4_$
fr_CH , ~ dd.MM.yyyy 4_CHF de_DE , . dd.MM.yyyy 4_€    de_AT , . dd.MM.yyyy €_4
de_CH . ’ dd.MM.yyyy CHF_4 es_ES , . d/M/yyyy 4_€      es_AR , . d/M/yyyy $_4
es_MX . , dd/MM/yyyy $4    it_IT , . dd/MM/yyyy 4_€    nl_NL , . d-M-yyyy €_4
pt_BR , . dd/MM/yyyy R$_4  pt_PT , ~ dd/MM/yyyy 4_€    sv_SE , ~ yyyy-MM-dd 4_kr
da_DK , . dd.MM.yyyy 4_kr. no_NO , ~ dd.MM.yyyy kr_4   nb_NO , ~ dd.MM.yyyy kr_4
fi_FI , ~ d.M.yyyy 4_€     pl_PL , ~ dd.MM.yyyy 4_zł   cs_CZ , ~ dd.MM.yyyy 4_Kč
sk_SK , ~ d.M.yyyy 4_€     sl_SI , . d.M.yyyy 4_€      hr_HR , . dd.MM.yyyy 4_€
hu_HU , ~ yyyy.MM.dd 4_Ft  ro_RO , . dd.MM.yyyy 4_RON  bg_BG , ~ d.MM.yyyy 4_лв.
el_GR , . d/M/yyyy 4_€     ru_RU , ~ dd.MM.yyyy 4_₽    uk_UA , ~ dd.MM.yyyy 4_₴
tr_TR , . dd.MM.yyyy ₺4    lt_LT , ~ yyyy-MM-dd 4_€    lv_LV , ~ dd.MM.yyyy 4_€
et_EE , ~ dd.MM.yyyy 4_€   iw_IL . , d.M.yyyy 4_₪      he_IL . , d.M.yyyy 4_₪
id_ID , . dd/MM/yyyy Rp4   ms_MY . , d/MM/yyyy RM4     fil_PH . , M/d/yyyy ₱4
th_TH . , d/M/yyyy ฿4      hi_IN . , d/M/yyyy ₹4       ja_JP . , yyyy/MM/dd ¥4
ko_KR . , yyyy.M.d ₩4      zh_CN . , yyyy-MM-dd ¥4     zh_TW . , yyyy/M/d $4
zh_HK . , d/M/yyyy HK$4
"""


def _other(name: str, decimal: str, group: str, date_pattern: str, money: str) -> Locale:
    sign = money.strip("4_")
    return Locale(
        name,
        decimal=decimal,
        group=group.replace("~", "\u202f" if name.startswith("fr") else "\xa0"),
        day_first=date_pattern.startswith("d"),
        currency=sign,
        currency_after=money.startswith("4"),
        currency_gap=" " if "_" in money else "",
        date_pattern=date_pattern,
        time_pattern="HH:mm:ss",
    )


_WORDS = _OTHERS.split()
_LOCALES |= {_WORDS[at]: _other(*_WORDS[at : at + 5]) for at in range(0, len(_WORDS), 5)}
# The first of a language stands for it.
_BY_LANGUAGE = {name.split("_")[0]: name for name in reversed(_LOCALES)}


def locale_facts(name: str) -> Locale:
    """The facts of `name` (`vi_VN`, `vi`); a locale that is not known counts as en_US."""
    if name in _LOCALES:
        return _LOCALES[name]
    return _LOCALES.get(_BY_LANGUAGE.get(name.split("_")[0], ""), _EN_US)
