"""What a line can be by its words alone, however it looks: the one knowledge behind checker, fixer and compose.

Every question takes the text of one line and answers without a look at its neighbours; who asks weighs the answer with
where the line stands. Source: Nghị định 30/2020/NĐ-CP, Annex I, Annex III; what offices type where it is silent.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ... import law
from ...law.words import title_before
from ...plain import pattern
from ...text.wording import without_marks
from .model import flat


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Capitals without marks, for recognising words however they are typed: "Nơi nhận" -> "NOI NHAN"."""
    return flat(without_marks(text)).upper()


#: Folded, as `fold` gives them; "HỎA TỐC HẸN GIỜ" is of the older decree.
URGENCY = frozenset(map(fold, law.URGENCY)) | {"HOA TOC HEN GIO"}
CIRCULATION = frozenset(map(fold, law.CIRCULATION))
STAMPS = URGENCY | CIRCULATION | frozenset(map(fold, law.SECRECY)) | {"DU THAO"}
#: What stands on a line of its own above the subject -> the type's name.
TITLES: dict[str, str] = {fold(kind.name): kind.name for kind in law.BY_NAME.values() if kind.coded}
_TITLES = sorted(TITLES, key=len, reverse=True)  # some begin others

#: Signs that open the lines of a list where the decree has a dash, as Word and LibreOffice put them.
BULLETS = "•●▪◦‣·\uf0b7\uf0a7"
#: All that open one, however typed; as they may stand between the brackets of a pattern.
DASHES = f"-–—+*{BULLETS}"

# --- the head --------------------------------------------------------------------------------------------------------

_QUOC_HIEU, _TIEU_NGU = fold(law.QUOC_HIEU[0]), fold(law.TIEU_NGU)
_NUMBER = pattern(r"^SO\b\s*[:.;]?\s*[\d.…_]*\s*[/\\-]|^SO\s*:")
_NO_NUMBER = pattern(r"^SO\s*:?\s*\d{6,}")  # of a telephone, an account
_DATE = pattern(
    r"\bNGAY\b[\s\d.…_/]*\bTHANG\b|\bTHANG\b[\s\d.…_]*\bNAM\b|,?\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}$"
)
_LETTER_SUBJECT = pattern(r"^(V/V|VV\b|VE VIEC)")
# Words that open the name of a body of the state, the Party, a school, a company or an association.
_BODIES = (
    *("UY BAN", "UBND", "UBMTTQ", "HDND", "HOI DONG", "CHINH PHU", "QUOC HOI", "BO ", "SO ", "CUC ", "TONG CUC"),
    *("CHI CUC", "VU ", "VAN PHONG", "THANH TRA", "KHO BAC", "TOA AN", "VIEN KIEM SAT", "CONG AN", "BO CHI HUY"),
    *("LIEN HIEP", "LIEN DOAN", "CONG DOAN", "HOI ", "MAT TRAN", "UB ", "DOAN ", "TONG ", "CAU LAC BO", "HIEP HOI"),
    *("TINH DOAN", "THANH DOAN", "HUYEN DOAN", "QUAN DOAN", "THI DOAN", "XA DOAN", "DANG UY", "TINH UY", "THANH UY"),
    *("HUYEN UY", "QUAN UY", "THI UY", "DANG BO", "CHI BO", "VIEN ", "HOC VIEN", "TRUONG ", "DAI HOC", "TRUNG TAM"),
    *("BENH VIEN", "TRAM ", "BAN ", "PHONG ", "CONG TY", "TAP DOAN", "CHI NHANH", "XI NGHIEP", "NHA MAY", "NHA XUAT"),
    *("NGAN HANG", "HOP TAC XA", "QUY ", "BAO HIEM", "BAO TANG", "THU VIEN", "DAI PHAT THANH", "KHOA ", "TO "),
    *("DOI ", "HAT ", "THUE ", "HAI QUAN", "DIEN LUC", "BUU DIEN", "VIEN THONG", "THI HANH AN", "PHAN HIEU"),
    *("NHA VAN HOA", "NHA THIEU NHI", "NHA HAT", "DON BIEN PHONG"),
)
_NO_BODIES = (
    *("KHOA HOC", "DOAN KET", "BAN HANH", "TO CHUC", "TRUONG HOC", "SO HUU", "DOI NGOAI", "DOI MOI", "QUY HOACH"),
    "HOI AN",
)
#: Words that open a body's name, and that other marks make another word of: "SỐ 5", "VIÊN CHỨC", "QUÝ I", "PHONG ĐIỀN".
_OF_ONE_WORD = {
    fold(word): word
    for word in ("BỘ", "SỞ", "CỤC", "VỤ", "VIỆN", "TỔ", "ĐỘI", "HỘI", "PHÒNG", "QUỸ", "TRẠM", "TỔNG", "HẠT")
}
#: Names that say nothing by themselves: what stands on the next line goes on.
_BARE = frozenset(
    (
        *("VAN PHONG", "HOI DONG", "BAN CHI DAO", "TONG CONG TY", "CONG TY", "TRUONG", "TRUONG DAI HOC", "LIEN HIEP"),
        *("BAN", "VIEN", "TRUNG TAM", "TONG", "HOI", "LIEN DOAN", "PHONG", "UY BAN", "CUC", "SO", "BO", "BAN TO CHUC"),
        *("DANG UY", "CONG DOAN", "BAN CHAP HANH", "DOAN", "TO", "DOI", "BENH VIEN", "TRUONG TIEU HOC", "CONG TY TNHH"),
        *("CHI CUC", "TONG CUC", "CONG TY TNHH MTV", "CONG TY TNHH MOT THANH VIEN", "TONG CONG TY CO PHAN"),
        *("TRUONG MAM NON", "TRUONG THCS", "TRUONG THPT", "CONG TY CO PHAN", "HOI NONG DAN", "UY BAN NHAN DAN"),
    )
)
_JOINERS = ("CAC", "CUA", "VA", "THUOC", "TAI", "VE", "-")


def titled(text: str) -> str:
    """The key of TITLES with which a line begins, or ""."""
    folded = f"{fold(text)} "
    return next((name for name in _TITLES if folded.startswith(f"{name} ")), "")


def is_quoc_hieu(text: str) -> bool:
    folded = fold(text)
    if folded.startswith("CONG HOA XA HOI") or "XA HOI CHU NGHIA" in folded:
        return len(folded) < 60
    return 25 < len(folded) < 50 and _alike(folded, _QUOC_HIEU)


def is_tieu_ngu(text: str) -> bool:
    folded = fold(text)
    if len(folded) > 50 or len(folded) < 18:
        return False
    if "DOC LAP" in folded and ("HANH PHUC" in folded or "TU DO" in folded):
        return True
    return _alike(folded, _TIEU_NGU)


def _alike(folded: str, wanted: str) -> bool:
    """Whether a line is that one misspelt; a line with few of its letters is none."""
    if len(set(folded) & set(wanted)) < 0.6 * len(set(wanted)):
        return False
    from difflib import SequenceMatcher  # most documents spell it right

    return SequenceMatcher(None, folded, wanted).ratio() > 0.8


def is_party(text: str) -> bool:
    """What stands in the place of Quốc hiệu in the form of the Party."""
    return fold(text) == "DANG CONG SAN VIET NAM"


def is_number(text: str) -> bool:
    folded = fold(text)
    return len(folded) < 60 and ";" not in text and bool(_NUMBER.match(folded)) and not _NO_NUMBER.match(folded)


def is_date(text: str) -> bool:
    """A place and day, or a day, on a line of its own."""
    return len(text) < 70 and ";" not in text and not text.startswith("(") and bool(_DATE.search(fold(text)))


def is_kinh_gui(text: str) -> bool:
    return fold(text).startswith("KINH GUI")


def is_letter_subject(text: str) -> bool:
    return bool(_LETTER_SUBJECT.match(fold(text)))


def is_stamp(text: str) -> bool:
    return fold(text) in STAMPS


def is_upper(text: str) -> bool:
    return text.isupper()


def opens_body(text: str) -> bool:
    """Whether a line begins the name of an organisation."""
    folded = fold(text) + " "
    if not folded.startswith(_BODIES) or folded.startswith(_NO_BODIES):
        return False
    wanted = _OF_ONE_WORD.get(folded.split(" ", 1)[0])
    return wanted is None or text.upper().startswith(wanted) or fold(text) == text.upper()


def goes_on(text: str) -> bool:
    """Whether a line of a name surely has more of it on the next: "LIÊN HIỆP CÁC", "VĂN PHÒNG"."""
    folded = fold(text)
    return folded in _BARE or (folded.rsplit(" ", 1)[-1] in _JOINERS)


def names_cut(names: list[str]) -> int:
    """How many of the lines above are the governing body's: it ends where the last one's own name begins; 0 for one."""
    for number in range(len(names) - 1, 0, -1):
        if opens_body(names[number]) and opens_body(names[0]) and not goes_on(names[number - 1]):
            return number
    return 0


_OPENING = 40  # signs: what tells how a line opens

_DASHED = pattern(rf"^(?:[-–—+{BULLETS}\s]|\*(?=\s))+")
_BETWEEN = pattern(r";(?![^()]*\))")


def is_dash(text: str) -> bool:
    return text.startswith(tuple(DASHES))


def lists(text: str) -> bool:
    """Whether a dash opens a line of a list for sure: no "-5 độ", and no "+", which stands a level below it."""
    return is_dash(text) and text[0] != "+" and text[1:2] == " "


def undashed(text: str) -> str:
    """A line of a list without what opens it; a star that stands at a word sets it in italics."""
    return _DASHED.sub("", text)


def entry(text: str) -> str:
    """What a line of a list names, without dash and final sign."""
    return flat(undashed(text).rstrip(";., "))


def named_on(text: str) -> list[str]:
    """The names on one line, which semicolons outside brackets part: "Sở Nội vụ; Sở Y tế" has two."""
    return [name for one in _BETWEEN.split(text) if (name := flat(one)) and any(map(str.isalnum, name))]


# --- the text --------------------------------------------------------------------------------------------------------

_BASIS = pattern(r"^(?:CAN CU|THEO (?:DE NGHI|DON|TO TRINH|CONG VAN|BIEN BAN|KET QUA|Y KIEN|PHUONG AN)|XET)\b")
_VERDICT = pattern(r"^(?:QUYET DINH|QUYET NGHI|RA QUYET DINH|NGHI QUYET|QUYET DINH BAN HANH)\s*:?$")
_PERIOD = pattern(r"^(?:NAM(?: HOC)?|QUY|THANG|\d+ THANG|TUAN|NHIEM KY|GIAI DOAN)\b.*\d")
_SESSION = pattern(r"^(?:KHOA|NHIEM KY)\b.{1,40}\bKY HOP\b|^KY HOP\b")
_ANNEX = pattern(r"^PHU LUC(?:\s+(?:SO\s+)?([IVXLC]+|\d+|[A-Z]))?[\s.…:]*$")
_ATTACHED = pattern(r"^\(?\s*(?:BAN HANH )?(?:DINH )?KEM THEO\b|^\(\s*(?:THEO|BAN HANH THEO) (?:QUYET DINH|NGHI QUYET)")


def is_basis(text: str) -> bool:
    """Whether a line begins as a legal basis does."""
    bare = undashed(text)  # some list them with dashes
    return bare[:1] in "CTXctx" and bool(_BASIS.match(fold(bare[:_OPENING])))


def is_first_basis(text: str) -> bool:
    bare = undashed(text)
    return bare[:1] in "Cc" and fold(bare[:_OPENING]).startswith("CAN CU ")


def is_verdict(text: str) -> bool:
    """ "QUYẾT ĐỊNH:" between the bases and the articles."""
    return text.endswith(":") and is_bare_verdict(text)


def is_bare_verdict(text: str) -> bool:
    """The same, without its colon too: for where only a verdict can stand, as a decision's title has these words."""
    return len(text) < _OPENING and is_upper(text) and bool(_VERDICT.match(fold(text)))


def is_period(text: str) -> bool:
    """ "Năm 2026", "6 tháng đầu năm 2026", "Nhiệm kỳ 2026 - 2031" on a line of its own: the rest of a subject."""
    return len(text) < _OPENING and not text.endswith((".", ":", ";")) and bool(_PERIOD.match(fold(text)))


def is_session(text: str) -> bool:
    """ "KHÓA XII, KỲ HỌP THỨ HAI" below the name of a council that decides."""
    return is_upper(text) and bool(_SESSION.match(fold(text)))


def annex_number(text: str) -> str | None:
    """Of "Phụ lục II": "II"; "" where it has none, None for any other line."""
    match = _ANNEX.match(fold(text)) if len(text) < 40 else None
    return (match[1] or "") if match else None


def is_attached(text: str) -> bool:
    """ "(Kèm theo …)", "(Ban hành kèm theo …)" below the name of an annex or a regulation."""
    return bool(_ATTACHED.match(fold(text[:_OPENING])))


def ends_sentence(text: str) -> bool:
    return text.endswith((*".;:?!…)",))


# --- the signature ---------------------------------------------------------------------------------------------------

_OFFICES = (
    *("CHỦ TỊCH", "GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "BÍ THƯ", "TỔNG BÍ THƯ", "CHÁNH", "TỔNG THƯ KÝ", "TỔNG BIÊN TẬP"),
    *("THƯ KÝ", "CHỦ TỌA", "CHỦ TOẠ", "CHỦ TRÌ", "CHỦ NHIỆM", "THỐNG ĐỐC", "THỦ TƯỚNG", "CHỦ BÚT", "ĐỘI TRƯỞNG"),
    *("KẾ TOÁN", "NGƯỜI ", "ĐẠI DIỆN", "TRƯỞNG", "PHỤ TRÁCH", "ỦY VIÊN", "UỶ VIÊN", "THƯỜNG TRỰC", "CHỈ HUY"),
)
_OFFICE = pattern(rf"^(?:PHÓ |P\. ?|QUYỀN |Q\. ?)*(?:{'|'.join(_OFFICES)})|^(?:\S+ ){{1,3}}TRƯỞNG\b")
_STANDS_FOR = pattern(r"^(?:T/?M|K/?T|T/?L|T/?UQ|Q)\b[.\s/]*\S")
_SHORT_POSITION = 4  # words
_NOI_NHAN = pattern(r"^NOI NHAN\s*(?:$|[:.;,\-–/(])")  # not "Nơi nhận hồ sơ: …"
_ARCHIVE = pattern(r"^L[ưu]u\b(?! hành)\s*:?\s*", re.IGNORECASE)
_DRAFTER = pattern(r"^[^\W\d_]{1,8}\s*\.\s*\(?\d{1,4}\)?\.?$")
_SEAL = pattern(r"^\(?\s*(DA KY|KY TEN|KY, DONG DAU|KY VA DONG DAU|CHU KY|DONG DAU|KY, GHI RO HO TEN)\b.*$")
_RANKS = pattern(r"^(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy|uý)\s+|^Đại úy\s+", re.IGNORECASE)


def is_noi_nhan(text: str) -> bool:
    return len(text) < 30 and bool(_NOI_NHAN.match(fold(text)))


def stands_for(text: str) -> bool:
    """Whether a line opens with TM., KT., TL., TUQ. or Q., however typed."""
    return bool(_STANDS_FOR.match(text.upper()))


def is_position(text: str) -> bool:
    """Whether a line is what a signer is, in capitals or not: "KT. HIỆU TRƯỞNG", "Chủ tịch"."""
    if len(text) >= 90:
        return False
    raised = text.upper()
    return bool(_STANDS_FOR.match(raised) or _OFFICE.match(raised))


def signs(text: str) -> bool:
    """Whether a line by itself can only be above a signature: KT. and its kin, a position and no more."""
    if text.endswith((";", ",", ".")) or ":" in text or is_dash(text):
        return False
    return stands_for(text) or (is_position(text) and (is_upper(text) or len(text.split()) <= _SHORT_POSITION))


def is_deputy(text: str) -> bool:
    return text.upper().startswith("PHÓ ") and is_position(text)


def kept_at(text: str) -> str | None:
    """Of the line of Nơi nhận that says where the document is kept the places: "- Lưu: VT, VP." -> "VT, VP."."""
    bare = undashed(text)
    match = _ARCHIVE.match(bare)
    return bare[match.end() :] if match else None


def is_archive(text: str) -> bool:
    return kept_at(text) is not None


def is_drafter(text: str) -> bool:
    """The drafter's sign and the number of copies: "PL.(300)"."""
    return bool(_DRAFTER.match(text))


def is_seal(text: str) -> bool:
    """What stands for a signature: "(Đã ký)", "Ký, ghi rõ họ tên"."""
    return bool(_SEAL.match(fold(text)))


def rank_before(name: str) -> str:
    """The rank of the armed forces with which a name begins ("Thượng tá "), which their own rule writes; or ""."""
    match = _RANKS.match(name)
    return match[0] if match else ""


def is_name(text: str) -> bool:
    """Whether a line can be nothing but a person's name, with or without titles before it."""
    if len(text) > 60:
        return False
    bare = text[len(rank_before(text)) :]
    while title := title_before(bare):
        bare = bare[len(title) :].lstrip(" .,")
    words = bare.split()
    return 2 <= len(words) <= 6 and all(word.isalpha() and word[0].isupper() and _named(word) for word in words)


def _named(word: str) -> bool:
    return len(word) == 1 or word[1:].islower()
