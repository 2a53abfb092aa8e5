"""The models, platforms and decisions of a ward as a careful clerk writes them."""

from datetime import date, timedelta
from random import Random

from tests.districts.paper import Row, Value, Ward
from tests.districts.places import Place

MODELS = (
    "Gia đình số",
    "Ngõ không dùng tiền mặt",
    "Chợ dân sinh quét mã",
    "Cà phê thứ Bảy cùng dịch vụ công",
    "Loa thông minh khu dân cư",
    "Sân chơi STEM nhà văn hóa",
    "Đội hình 'Đi từng ngõ, gõ từng nhà'",
    "Camera khu phố bình yên",
    "Tủ sách điện tử cộng đồng",
    "Tuyến phố thương mại điện tử",
    "Câu lạc bộ ông bà lướt mạng an toàn",
    "Trạm sạc kiến thức số",
    "Hẻm văn minh thanh toán QR",
    "Nhóm Zalo mỗi tổ một kênh",
    "Lớp học số tối thứ Tư",
    "Điểm hỗ trợ nộp hồ sơ tại nhà văn hóa",
)
WHO = ("Chi đoàn", "Hội Phụ nữ", "Tổ công nghệ số", "Ban công tác Mặt trận", "Cựu chiến binh")
WHAT = (
    "đến từng nhà cài ứng dụng và hướng dẫn nộp hồ sơ",
    "mở lớp tối hằng tuần cho người lớn tuổi",
    "vận động tiểu thương dán mã QR tại quầy",
    "lập nhóm Zalo để nhận phản ánh và cảnh báo lừa đảo",
    "đặt máy tính, wifi miễn phí tại nhà sinh hoạt cộng đồng",
    "phát tờ gấp về 24 hình thức lừa đảo trên mạng",
)
RESULT = (
    "đã giúp {n} lượt người",
    "mỗi tháng có {n} hộ tham gia",
    "bà con ủng hộ, dự kiến thêm {n} hộ",
    "{n} hộ đã dùng thường xuyên",
)
SKILL_WORDS = {
    "1": ("Dịch vụ công trực tuyến", "DVC trực tuyến", "Sử dụng dịch vụ công trực tuyến"),
    "2": ("Mua sắm trực tuyến", "Thương mại điện tử"),
    "3": ("Thanh toán trực tuyến", "Thanh toán không dùng tiền mặt"),
    "4": ("Tự bảo vệ mình trên không gian mạng", "An toàn thông tin"),
}
# name, kind, provider, address; none is another spelling of another one.
PLATFORMS = (
    ("VNeID", "Ứng dụng", "Bộ Công an", "https://vneid.gov.vn"),
    ("VssID", "Ứng dụng", "BHXH Việt Nam", "https://vssid.baohiemxahoi.gov.vn"),
    (
        "Cổng Dịch vụ công quốc gia",
        "Nền tảng số",
        "Văn phòng Chính phủ",
        "https://dichvucong.gov.vn",
    ),
    ("Zalo", "Ứng dụng", "VNG", "https://zalo.me/pc"),
    ("MoMo", "Dịch vụ", "M_Service", "https://momo.vn"),
    ("Viettel Money", "Dịch vụ", "Viettel", "https://viettelmoney.vn/app?kenh=phuong"),
    ("VNPT Money", "Dịch vụ", "VNPT", "https://money.vnpt.vn"),
    ("eTax Mobile", "Ứng dụng", "Tổng cục Thuế", "https://etaxmobile.gdt.gov.vn/"),
    ("Sổ sức khỏe điện tử", "Ứng dụng", "Bộ Y tế", "http://hososuckhoe.gov.vn"),
    ("Shopee", "Nền tảng số", "Công ty Shopee", "https://shopee.vn/m/uu-dai"),
    ("Lazada", "Nền tảng số", "Lazada Việt Nam", "https://www.lazada.vn"),
    ("Postmart", "Nền tảng số", "Vietnam Post", "https://postmart.vn"),
    ("nTrust", "Ứng dụng", "Hiệp hội An ninh mạng", "https://ntrust.vn"),
    ("VietQR", "Dịch vụ", "NAPAS", "https://www.vietqr.io/en"),
    ("OneTouch", "Nền tảng số", "Bộ TT&TT", "https://onetouch.mic.gov.vn"),
    ("Grab", "Ứng dụng", "Grab Việt Nam", "https://www.grab.com/vn"),
    ("EVN CSKH", "Ứng dụng", "Tập đoàn Điện lực", "https://cskh.evn.com.vn"),
    ("TikTok Shop", "Nền tảng số", "TikTok", "https://shop.tiktok.com"),
    ("Xây dựng chính sách", "Nền tảng số", "VPCP", "https://xaydungchinhsach.chinhphu.vn"),
    ("Tra cứu phạt nguội", "Tiện ích", "Cục CSGT", "https://www.csgt.vn"),
    ("Bưu chính số", "Dịch vụ", "Vietnam Post", "https://vnpost.vn"),
    ("Zalo OA phường", "Nền tảng số", "UBND", "https://zalo.me/1234567890123"),
    ("Sổ tay đảng viên", "Ứng dụng", "VNPT", "https://play.google.com/store/apps/details?id=x.y"),
    ("Tín nhiệm mạng", "Tiện ích", "NCSC", "https://tinnhiemmang.vn"),
)
REASONS = (
    "Người dân dùng quen, miễn phí",
    "Giảm đi lại khi làm thủ tục",
    "Phù hợp với tiểu thương ở chợ",
    "Tra cứu bảo hiểm nhanh",
    "Cảnh báo lừa đảo kịp thời",
    "Cán bộ và nhân dân cùng đề nghị",
)


def skills(rng: Random) -> Value:
    """One or more of the five skills, in one of the ways people write them."""
    chosen = sorted(rng.sample("12345", rng.choice((1, 1, 2, 2, 3))))
    if len(chosen) == 1:
        one = chosen[0]
        forms: list[Value] = [int(one), one, *SKILL_WORDS.get(one, ())]
        return rng.choice(forms)
    if rng.random() < 0.1:
        return rng.choice(("1-3", "1,2,3,4,5", "Cả 5 nội dung", "2-5"))
    return rng.choice((",", ", ", "; ", " ,", ";", " và ")).join(chosen)


def model_rows(rng: Random, ward: Ward) -> list[Row]:
    """The ward's models, each at another place."""
    rows = []
    for number, name in enumerate(rng.sample(MODELS, rng.randint(5, 9)), 1):
        tdp = rng.choice(ward.tdps)
        place = ward.place.kind.lower()
        where: Value = f"Toàn {place}" if rng.random() < 0.1 else tdp
        cells: dict[str, Value] = {
            "stt": number,
            "name": name,
            "tdp": where,
            "skill": skills(rng),
            "desc": description(rng, ward, tdp),
            "count": rng.randint(15, 900),
            "since": f"{rng.randint(1, 12):02}/{rng.choice((2022, 2023, 2024))}",
            "status": rng.choice(("Đang triển khai", "Đang triển khai", "Đề xuất mới")),
            "note": rng.choice(("", "", None, "Có ảnh kèm theo")),
        }
        row = Row(cells)
        _vary_count(rng, row)
        rows.append(row)
    return rows


def description(rng: Random, ward: Ward, tdp: str) -> str:
    """Words that no other model of the district has."""
    result = rng.choice(RESULT).format(n=rng.randint(11, 480))
    return f"{rng.choice(WHO)} {rng.choice(WHAT)} tại {tdp} ({ward.name}), {result}."


def _vary_count(rng: Random, row: Row) -> None:
    """A number as text, or one that the sheet shows with a point for thousands."""
    chance = rng.random()
    if chance < 0.15:
        row.cells["count"] = str(row.cells["count"])
    elif chance < 0.25:
        number = rng.randint(1001, 2900)
        row.cells["count"] = number
        row.seen["count"] = f"{number // 1000}.{number % 1000:03}"


def platform_rows(rng: Random) -> list[Row]:
    """The ward's platforms, each once."""
    rows = []
    for number, (name, kind, provider, url) in enumerate(
        rng.sample(PLATFORMS, rng.randint(5, 9)), 1
    ):
        cells: dict[str, Value] = {
            "stt": number,
            "name": name,
            "type": kind,
            "provider": provider,
            "url": url,
            "skill": skills(rng),
            "reason": rng.choice(REASONS),
            "note": rng.choice(("", None)),
        }
        rows.append(Row(cells))
    return rows


def decision_date(rng: Random, day: date, form: str) -> tuple[Value, str]:
    """A date as a number of the sheet or as text; the value and what is seen."""
    if form == "serial":
        return (day - date(1899, 12, 30)).days, day.strftime("%d/%m/%Y")
    text = {
        "long": day.strftime("%d/%m/%Y"),
        "short": f"{day.day}/{day.month}/{day.year}",
        "dashes": day.strftime("%d-%m-%Y"),
        "points": f"{day.day}.{day.month}.{day.year}",
    }[form]
    return text, text


def group_level(place: Place, tdp: str) -> str:
    """How the level of a residential group's own group is written."""
    level = tdp.lower()
    if level.startswith(("tdp", "tổ")):
        return "Cấp tổ dân phố"
    first = level.split()[0]
    short = {"kp": "khu phố", "kv": "khu vực"}
    whole = " ".join(level.split()[:-1]) if place.kind == "Phường" else first
    return "Cấp " + short.get(first, whole)


def some_day(rng: Random) -> date:
    """A day on which such groups were founded."""
    return date(2022, 3, 15) + timedelta(days=rng.randint(0, 800))
