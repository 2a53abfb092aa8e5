"""Made-up people: names of all regions and peoples, years, citizen numbers, telephones."""

from dataclasses import dataclass
from random import Random

from tests.districts.wording import words

SURNAMES = words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ "
    "Ngô Dương Lý Đào Đoàn Đinh Lương Mai Trịnh Hà Tạ Cao Phùng Tô Lưu Quách Vương Chu Thái Tống "
    "Kiều Lại Tăng Châu Thân Trương Triệu Hứa Lâm Mạc Nông Đồng Khúc Nghiêm Bạch La Viên Ninh Phí"
)
MALE_MIDDLES = words(
    "Văn|Văn|Hữu|Đức|Quốc|Minh|Thanh|Xuân|Đình|Trọng|Công|Ngọc|Bá|Duy|Tấn|Phước|Thành|Mạnh|Viết|"
    "Khắc|Tuấn|Hoàng|Gia|Anh|Đăng|Tiến|Như|Thế|Huy|Hồng|Quang|Nhật"
)
FEMALE_MIDDLES = words(
    "Thị|Thị|Thị|Ngọc|Thị Thanh|Thị Kim|Bích|Thu|Thị Ngọc|Thùy|Thị Hồng|Mỹ|Thị Mỹ|Kim|Phương|"
    "Thị Thu|Quỳnh|Thị Minh|Khánh|Hoài|Thị Bích|Diễm|Cẩm|Tuyết|Ái|Thị Lệ"
)
MALE_NAMES = words(
    "Hùng Dũng Cường Tuấn Nam Sơn Hải Bình Thắng Long Phúc Lộc Thọ Khánh Tài Đạt Quân Kiên Trung "
    "Hiếu Nghĩa Lâm Phong Vinh Quý Thịnh Toàn Tùng Đông Khải Việt Hậu Nhân Tín Trí Luân Danh Khoa "
    "Bảo Đức Huynh Thuận Chiến Tiến Đương Ước Triều Duẩn Khuê Huỳnh Nguyện Quyền"
)
FEMALE_NAMES = words(
    "Lan Hương Hoa Hằng Nga Thủy Trang Linh Loan Phượng Yến Oanh Vân Tuyết Nhung Thảo Hạnh Duyên "
    "Ngân Mai Hiền Xuân Cúc Đào Liên Huệ Thúy Hà Trâm Diễm Nguyệt Thơm Sen Kiều Uyên Vy Tâm Mến "
    "Quyên Châu Giang Thư Ánh Diệp Đoan Nhàn Khuyên Thoa Luyến"
)
# Right as they stand, whatever a rule about surnames, capitals and word counts may think.
ODD_NAMES = words(
    "H'Hen Niê|Y Bhăm Êban|K'Brơi|H'Lan Niê|Ksor H'Bơ Khăp|Lò Thị Mai|Giàng A Chu|Sùng Thị Dở|"
    "Vừ A Dính|Thạch Sa Rươl|Kim Thị Sà Phia|Ông Văn Huyên|Ông Thị Lành|Nguyễn-Phan Thu Hà|"
    "Trần-Lê Quốc Bảo|Lê An|Đỗ Ý|Hồ Ê|Nguyễn Hoàng Thị Minh Thu Hương|Tôn Nữ Thị Ninh|"
    "Công Tằng Tôn Nữ Thị Hường|Cao Lan Anh|Mai Lan|Hoà Thuý Quỳnh|Vi Thị Hoan|Cầm Bá Thước|"
    "Bàn Văn Tàu|Phàn Tả Mẩy|Lý Seo Sùng|Quàng Văn Ún|Rơ Châm H'Blứt|Ka Să Ha Lim|Đàng Năng Thọ|"
    "Bá Trung Phụ|Hầu A Lềnh|Trương Quế Chi|Phan Anh|Lù Văn Que|Đinh Plích|A Lăng Thị Bông|"
    "Cil Múp Ha Kim|Nay Phin|Siu Hương|Rah Lan H'Nguyệt|Tẩn Láo Tả|Ma Văn Kháng|"
    "Huỳnh Lý Đông Phương"
)
NEW_PREFIXES = words("055 0559 087 0522 0993 059 052 058 056 0898 092 0705 086 0763")
PREFIXES = words(
    "032 033 034 035 036 037 038 039 086 096 097 098 081 082 083 084 085 088 091 094 070 076 077 "
    "078 079 089 090 093 052 056 058 092 059 099 055 087"
)
PROVINCES = words(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 "
    "036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 "
    "074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up adult."""

    name: str
    sex: str
    year: int
    phone: str


class People:
    """Makes people whose full names and telephones occur once in the district."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names: set[str] = set()
        self._numbers: set[str] = set()

    def person(self, oldest: int = 1945, youngest: int = 2005) -> Person:
        """Somebody born between two years."""
        rng = self._rng
        sex = rng.choice(("Nam", "Nữ"))
        return Person(self.name(sex), sex, rng.randint(oldest, youngest), self.phone())

    def name(self, sex: str) -> str:
        """A usual full name."""
        rng = self._rng
        middles, names = (
            (MALE_MIDDLES, MALE_NAMES) if sex == "Nam" else (FEMALE_MIDDLES, FEMALE_NAMES)
        )
        while True:
            middle, given = rng.choice(middles), rng.choice(names)
            extra = rng.choice(names) if rng.random() < 0.15 else ""
            between = "" if rng.random() < 0.1 else f"{middle} {extra}"
            parts = f"{rng.choice(SURNAMES)} {between} {given}".split()
            name = " ".join(parts)
            if name not in self._names and len(set(parts)) == len(parts):
                self._names.add(name)
                return name

    def phone(self, prefix: str = "") -> str:
        """A mobile number of an operator."""
        start = prefix or self._rng.choice(PREFIXES)
        return self._unused(start, 10)

    def _unused(self, start: str, length: int) -> str:
        while True:
            tail = "".join(self._rng.choices("0123456789", k=length - len(start)))
            number = start + tail
            if number not in self._numbers and len(set(number[3:])) >= 4:
                self._numbers.add(number)
                return number

    def cccd(self, person: Person, province: str) -> str:
        """A citizen number that fits the person, registered in a province."""
        digit = 2 * (person.year // 100 - 19) + (person.sex == "Nữ")
        return self._unused(f"{province}{digit}{person.year % 100:02}", 12)
