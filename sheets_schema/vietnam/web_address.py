"""Reading one cell with a web address (codes `platform-url-invalid`, `platform-url-suspicious`)."""

import re

from sheets_schema.vietnam.pattern import lazy
from sheets_schema.vietnam.reading import CellReading, Value
from sheets_schema.vietnam.text import plain

INVALID, SUSPICIOUS = "platform-url-invalid", "platform-url-suspicious"
_URL = lazy(r"(https?)://((?:[^\s/?#@]*@)?)([^\s/?#:@]+)(:\d+)?([/?#]\S*)?", re.I)
_HOST = lazy(r"(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}|(?:\d{1,3}\.){3}\d{1,3}")
_GOVERNMENT = lazy(r"(?:^|[.\-])gov(?:[.\-]|$)|govvn")
# Services of the state have their address under .gov.vn and nowhere else.
_STATE_SERVICES = lazy(
    "dich-?vu-?cong|vneid|vssid|bhxh|baohiemxahoi|bo-?cong-?an|chinhphu|thuedientu|etax|csgt|quoc-?gia|"
    "dvcqg|tongcucthue"
)
_BRANDS = lazy(
    "zalo|momo|shopee|lazada|tiktok|vnpay|vnpt|viettel|vietqr|vietcombank|vietinbank|bidv|agribank|"
    "techcombank|vnpost|postmart|voso|facebook|google|evn"
)
_CHEAP = """
    xyz top site online club icu live shop vip cc tk ml ga cf gq buzz click link work fun space
    website store pw loan win bid men life world today pro cyou sbs cfd rest monster
"""
_CHEAP_ENDINGS = frozenset(_CHEAP.split())
# A few addresses of the state stand outside .gov.vn.
_OFFICIAL = lazy(r"(?:^|\.)(?:gov|chinhphu|baochinhphu|csgt|quochoi)\.vn$")


def read_url(value: Value) -> CellReading:
    """The verdict on one cell; clean is the address. An empty cell is right here.

    A bare domain (vneid.gov.vn) is invalid with https:// proposed. Only the shape of the address
    is judged, nothing is fetched.
    """
    if value is None:
        return CellReading(None)
    text = plain(value).strip() if isinstance(value, str) else str(value)
    if not text:
        return CellReading(None)
    match = _URL.fullmatch(text)
    if match is None:
        return _read_bare(text)
    host = match[3].lower().rstrip(".")
    if match[2] or ("." in host and is_suspicious(host)):
        return CellReading(SUSPICIOUS)
    if not _HOST.fullmatch(host):
        return CellReading(INVALID)
    return CellReading(None, text)


def _read_bare(text: str) -> CellReading:
    host = re.split("[/?#]", text, maxsplit=1)[0].lower()
    if not _HOST.fullmatch(host) or "@" in text or " " in text:
        return CellReading(INVALID)
    if is_suspicious(host):
        return CellReading(SUSPICIOUS)
    meant = "https://" + text
    return CellReading(INVALID, meant, meant)


def is_suspicious(host: str) -> bool:
    """Whether a host name looks made to be taken for somebody else's (vneid.gov.vn-login.site)."""
    if _OFFICIAL.search(host):
        return False
    if host.startswith("xn--") or ".xn--" in host or re.fullmatch(r"[\d.]+", host):
        return True
    if _GOVERNMENT.search(host) or _STATE_SERVICES.search(host):
        return True
    return host.rsplit(".", 1)[-1] in _CHEAP_ENDINGS and _BRANDS.search(host) is not None
