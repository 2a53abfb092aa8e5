"""Surnames that help to read a name; one that is not here is as right as any other."""

from functools import lru_cache

from sheets_schema.vietnam.text import fold, tone_key

_KINH = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Đinh Lương "
    "Mai Trịnh Hà Tạ Cao Phùng Tô Lưu Quách Nghiêm Vương Khúc Chu Châu Thái Tống Bạch Kiều Lại "
    "Tăng Doãn Mạc Trương Lâm Giang Ninh Thân Tôn Triệu La Đồng Cù Hứa Diệp Văn Viên Âu Ông Thạch "
    "Kim Danh Đàm Ngân Khổng Nhữ Đậu Hán Hàn Cấn Đới Khuất Phí Tiêu Từ Ung Uông Mẫn Thị Lã Lữ Lăng "
    "Lục Ngụy Ngạc Nhâm Nhan Ngũ Ôn Phó Sái Tào Thang Thiều Tiết Trang Trà Trầm Trình Tưởng Ưng "
    "Vi Ân Bành Biện Bàng Cung Chử Chung Chương Cổ Đường Đống Đổng Giản Giáp Hạ Hầu Hình Hoa Hùng "
    "Khương Kha Liêu Liễu Lôi Lô Long Mã Mạnh Nghê Ngọ Nhạc Phương Quan Quản Sơn Sử Tần Thẩm Tân "
    "Thi Tòng Trác Tri Vòng Xa Yên Đồ Đô Đái Đan Điền Đinh Đòan Bá Bồ Bế Cát Cồ"
)
_MINORITY = (
    "Lò Quàng Cầm Vàng Giàng Thào Sùng Hờ Ma Nông Bế Sầm Ksor Rơ Siu Nay Kpă Y H Điểu Chế Hà Lường "
    "Vừ Mùa Cứ Lầu Và Chá Ly Lỳ Tráng Thàng Sền Phàn Tẩn Chảo Lù Lèng Cư Hoàng Kră Kpa Rmah Ra Rcom"
)

# No people with one-letter middle names shares these (Đinh and Hồ are shared).
_ALONE = "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Ngô Dương Đào Đoàn Trịnh Trương Phùng"
KINH_ALONE = frozenset(_ALONE.split(" "))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(map(tone_key, (_KINH + " " + _MINORITY).split()))


@lru_cache(maxsize=8192)
def is_surname(word: str) -> bool:
    """Whether the word, in any case and either placement of the tone, is a known surname."""
    return tone_key(word) in _known()


@lru_cache(maxsize=1)
def minority_unmarked() -> frozenset[str]:
    """Surnames of ethnic minorities that are written without any mark and are no Kinh surname."""
    names = frozenset(name.lower() for name in _MINORITY.split() if name.isascii())
    return names - frozenset(map(fold, _KINH.split()))


@lru_cache(maxsize=1)
def folded() -> frozenset[str]:
    """All surnames without their marks."""
    return frozenset(map(fold, _KINH.split())) | minority_unmarked()


@lru_cache(maxsize=1)
def unmarked() -> frozenset[str]:
    """Surnames that are right without any mark (Cao, Phan, Siu): no sign of marks left out."""
    kinh = frozenset(name.lower() for name in _KINH.split() if name.isascii())
    return minority_unmarked() | kinh - {"thi"}
