"""How clerks head the columns and title the tabs of the five lists."""

from random import Random

TABS = {
    "models": (
        "1. Mô hình|1.Mô hình|1|1 - Mô hình|Mô hình|Biểu 1|1. MÔ HÌNH|1. Mô hình |Sheet1|Phụ lục 1"
    ),
    "platforms": (
        "2. Nền tảng|2.Nền tảng|2|2 - Nền tảng, ứng dụng|Nền tảng|Biểu 2|2. NỀN TẢNG|"
        "Sheet2|Phụ lục 2"
    ),
    "groups": (
        "3a. Tổ CNSCĐ|3a.Tổ CNSCĐ|3a|3A - Tổ CNSCĐ|Tổ CNSCĐ|Danh sách Tổ|3a) Tổ CNSCĐ|Sheet3|PL 3a"
    ),
    "members": (
        "3b. Thành viên|3b.Thành viên|3b|3B - Thành viên Tổ|Thành viên|Biểu 3b|"
        "DS thành viên|Sheet4|PL 3b"
    ),
    "officers": (
        "3c. Cán bộ phụ trách|3c.Cán bộ phụ trách|3c|3C - Cán bộ|Cán bộ phụ trách|"
        "Mục 3c|Cán bộ|Sheet5|PL 3c"
    ),
}
_STT = "STT|Stt|TT|Số TT|Số thứ tự|stt|S.T.T|Thứ tự"
_NOTE = "Ghi chú|Ghi Chú|GHI CHÚ|Ghi chú (nếu có)"
_SKILL = (
    "Nội dung kỹ năng số (1-5)|Kỹ năng số|Gắn với nội dung kỹ năng số|Nội dung kỹ năng|"
    "Kỹ năng số (từ 1 đến 5)|Thuộc nội dung kỹ năng số|Thuộc kỹ năng số nào|Nội dung KNS (1-5)|"
    "Kỹ năng số gắn với"
)
_PHONE = (
    "Số điện thoại|SĐT|SDT|Điện thoại|Số ĐT|ĐT liên hệ|Số điện thoại (Zalo)|Điện thoại di động|"
    "Số điện thoại liên hệ|Số ĐTDĐ|Số điện thoại di động|SĐT cá nhân|Số ĐT (Zalo)"
)
_NAME = (
    "Họ và tên|Họ tên|HỌ VÀ TÊN|Họ, chữ đệm và tên|Họ & tên|Họ và tên (chữ in thường)|Họ tên đầy đủ"
)
_SEX = "Giới tính|Nam/Nữ|GT|Giới tính (Nam/Nữ)|G.tính"
_YEAR = "Năm sinh|NS|Năm Sinh|Sinh năm|Năm sinh (4 số)|N.sinh|SN"
HEADINGS = {
    "models": {
        "stt": _STT,
        "name": (
            "Tên mô hình|Mô hình|Tên mô hình, cách làm hay|Tên mô hình/sáng kiến|"
            "Tên mô hình đang triển khai"
        ),
        "tdp": (
            "Tổ dân phố triển khai|TDP|Địa bàn triển khai|Nơi triển khai|Khu phố|Địa bàn|"
            "Địa điểm thực hiện|Tổ dân phố áp dụng|Phạm vi triển khai"
        ),
        "skill": _SKILL,
        "desc": (
            "Mô tả cách làm|Mô tả|Cách làm|Nội dung, cách làm|Mô tả ngắn gọn cách làm|"
            "Tóm tắt cách làm|Cách thức thực hiện"
        ),
        "count": (
            "Số người tham gia|Số lượng tham gia|Số người|Số lượt người tham gia|"
            "Số hộ/người tham gia|Số lượt người"
        ),
        "since": "Bắt đầu từ|Thời gian bắt đầu|Bắt đầu|Thời gian triển khai|Thời điểm bắt đầu",
        "status": "Trạng thái|Tình trạng|Hiện trạng|Tình trạng triển khai",
        "note": _NOTE,
    },
    "platforms": {
        "stt": _STT,
        "name": (
            "Tên nền tảng/ứng dụng|Tên nền tảng|Nền tảng, ứng dụng|Tên ứng dụng|"
            "Tên ứng dụng/nền tảng"
        ),
        "type": "Loại|Loại hình|Phân loại|Loại nền tảng",
        "provider": (
            "Đơn vị cung cấp|Nhà cung cấp|Đơn vị phát triển|Cơ quan chủ quản|Đơn vị quản lý"
        ),
        "url": (
            "Đường dẫn|Link|Địa chỉ truy cập|Website|Đường link|Link truy cập|Địa chỉ web|"
            "Link tải|URL"
        ),
        "skill": _SKILL,
        "reason": "Lý do đề xuất|Lý do|Lí do đề xuất|Lý do đề nghị phổ cập|Vì sao đề xuất",
        "note": _NOTE,
    },
    "groups": {
        "stt": _STT,
        "name": "Tên Tổ CNSCĐ|Tổ CNSCĐ|Tên tổ|Tổ công nghệ số cộng đồng|Tên Tổ công nghệ số",
        "level": "Cấp|Cấp Tổ|Cấp (phường/TDP)",
        "tdp": "Tổ dân phố|TDP|Khu phố|Địa bàn|Thuộc tổ dân phố",
        "decision": "Số quyết định|Quyết định số|Số QĐ|Số QĐ thành lập|QĐ thành lập",
        "ddate": "Ngày quyết định|Ngày QĐ|Ngày ban hành|Ngày ký QĐ|Ngày tháng QĐ",
        "count": (
            "Số thành viên|Tổng số thành viên|SL thành viên|Số lượng thành viên|Số TV|Tổng số TV"
        ),
        "leader": "Họ tên Tổ trưởng|Tổ trưởng|Họ và tên Tổ trưởng|Tên tổ trưởng|Tổ trưởng (họ tên)",
        "phone": (
            "Điện thoại Tổ trưởng|SĐT Tổ trưởng|Số điện thoại Tổ trưởng|SĐT|Điện thoại|"
            "Số ĐT tổ trưởng"
        ),
        "note": _NOTE,
    },
    "members": {
        "stt": _STT,
        "group": (
            "Tên Tổ CNSCĐ|Tổ CNSCĐ|Tên tổ|Tổ công nghệ số cộng đồng|Thuộc Tổ|"
            "Thuộc tổ CNSCĐ|Tên Tổ công nghệ số"
        ),
        "name": _NAME + "|Họ tên thành viên",
        "sex": _SEX,
        "year": _YEAR,
        "role": (
            "Chức danh trong Tổ|Chức danh|Vai trò|Nhiệm vụ trong Tổ|Vai trò trong Tổ|"
            "Nhiệm vụ được phân công"
        ),
        "job": (
            "Chức vụ, đơn vị|Đơn vị công tác|Nghề nghiệp|Chức vụ, nơi công tác|"
            "Nơi công tác|Nơi làm việc|Đơn vị, chức vụ"
        ),
        "phone": _PHONE,
        "note": _NOTE,
    },
    "officers": {
        "stt": _STT,
        "name": _NAME + "|Họ và tên cán bộ",
        "sex": _SEX,
        "year": _YEAR,
        "pos": "Chức vụ|Chức danh|Vị trí công tác|Chức vụ, chức danh|Chức vụ hiện tại",
        "cccd": (
            "Số CCCD|CCCD|Số căn cước|Số CCCD/CMND|Số định danh cá nhân|Căn cước công dân|"
            "Số căn cước công dân|Số CCCD (12 số)|Số thẻ CCCD|Số Căn cước/CCCD|CCCD/Định danh"
        ),
        "phone": _PHONE,
        "note": _NOTE,
    },
}


def tab_title(rng: Random, table: str) -> str:
    """A title of the list's tab."""
    forms = TABS[table].split("|")
    return forms[0] if rng.random() < 0.5 else rng.choice(forms)


def heading(rng: Random, table: str, name: str, free: bool) -> str:
    """A heading of a column; `free`: in the clerk's own words and dress."""
    forms = HEADINGS[table][name].split("|")
    if not free or rng.random() < 0.4:
        return forms[0]
    return _dressed(rng, rng.choice(forms))


def _dressed(rng: Random, text: str) -> str:
    chance = rng.random()
    if chance < 0.08:
        return text.upper()
    if chance < 0.14:
        return text + ":"
    if chance < 0.2:
        return text + rng.choice((" *", "*", " (*)"))
    if chance < 0.26 and " " in text:
        first, rest = text.split(" ", 1)
        return f"{first}\n{rest}"
    if chance < 0.3:
        return f" {text}  "
    return text
