"""QH: relations between the tables."""

from __future__ import annotations

from .entry import ERROR, NOTE, SHEET, WARNING, Entry

E = Entry

ENTRIES: dict[str, Entry] = {
    "QH01": E(
        ERROR,
        "Mã đơn vị không có",
        "{record}: không có đơn vị nào mang mã “{code}”{meant}.",
        "Ghi đúng mã ở trang “Đơn vị”, hoặc thêm đơn vị vào trang đó.",
        SHEET,
    ),
    "QH02": E(
        ERROR,
        "Mã kỳ không có",
        "{record}: không có kỳ báo cáo nào mang mã “{code}”{meant}.",
        "Ghi đúng mã ở trang “Kỳ báo cáo”, hoặc thêm kỳ vào trang đó.",
        SHEET,
    ),
    "QH03": E(
        ERROR,
        "Mã nhiệm vụ không có",
        "{record}: không có nhiệm vụ nào mang mã “{code}”{meant}.",
        "Ghi đúng mã ở trang “Nhiệm vụ”, hoặc thêm nhiệm vụ vào trang đó.",
        SHEET,
    ),
    "QH04": E(
        ERROR,
        "Mã bị trùng",
        "“{value}” ở cột “{column}” đã dùng ở ô {first}.",
        "Đổi mã của dòng này, hoặc xóa dòng thừa.",
        SHEET,
    ),
    "QH05": E(
        ERROR,
        "Số liệu bị trùng đơn vị và kỳ",
        "{record}: đơn vị này đã có dòng số liệu của kỳ ở ô {first}, nên số liệu bị tính hai lần.",
        "Gộp hai dòng thành một, xóa dòng thừa.",
        SHEET,
    ),
    "QH06": E(
        ERROR,
        "Tiến độ bị trùng",
        "{record}: kỳ, nhiệm vụ và đơn vị này đã có dòng tiến độ ở ô {first}.",
        "Giữ một dòng đúng, xóa dòng thừa.",
        SHEET,
    ),
    "QH07": E(
        WARNING,
        "Nơi nhận bị trùng",
        "“{value}” đã có trong {role} của {document_type} ở ô {first}.",
        "Xóa dòng thừa.",
        SHEET,
    ),
    "QH08": E(
        ERROR,
        "Giao việc cho đơn vị đã rời",
        "{record}: đơn vị {unit} đã rời ngày {left}, trước hoặc đúng ngày giao {assigned}.",
        "Giao cho đơn vị khác{heir}, hoặc sửa ngày giao, ngày rời.",
        SHEET,
    ),
    "QH09": E(
        WARNING,
        "Việc còn mở của đơn vị đã rời",
        "{record}: nhiệm vụ chưa xong nhưng đơn vị chủ trì {unit} đã rời ngày {left}.",
        "Chuyển cho đơn vị khác{heir}, hoặc cập nhật trạng thái.",
        SHEET,
    ),
    "QH10": E(
        WARNING,
        "Số liệu của đơn vị không phải báo cáo",
        "{record}: ngày cuối kỳ {end} đơn vị không phải là thành viên, nên dòng này không được tính.",
        "Kiểm tra Ngày gia nhập, Ngày rời của đơn vị; nếu đã sáp nhập thì ghi vào đơn vị kế thừa.",
        SHEET,
    ),
    "QH11": E(
        ERROR,
        "Đơn vị kế thừa không có",
        "{record}: không có đơn vị nào mang mã “{value}” để kế thừa.",
        "Ghi đúng mã đơn vị nhận sáp nhập.",
        SHEET,
    ),
    "QH12": E(
        ERROR,
        "Kế thừa vòng tròn",
        "{record}: chuỗi kế thừa {chain} quay lại chính nó.",
        "Xóa Đơn vị kế thừa ở đơn vị còn hoạt động.",
        SHEET,
    ),
    "QH13": E(
        WARNING,
        "Có kế thừa nhưng chưa rời",
        "{record}: đã ghi Đơn vị kế thừa {value} nhưng chưa ghi Ngày rời, nên vẫn phải báo cáo.",
        "Ghi Ngày rời, hoặc xóa Đơn vị kế thừa.",
        SHEET,
    ),
    "QH14": E(
        WARNING,
        "Phối hợp trùng chủ trì",
        "{record}: {code} vừa chủ trì vừa phối hợp.",
        "Bỏ {code} khỏi Đơn vị phối hợp.",
        SHEET,
    ),
    "QH15": E(
        NOTE,
        "Đơn vị phối hợp ghi lặp",
        "{record}: {code} ghi hơn một lần trong Đơn vị phối hợp.",
        "Giữ một lần.",
        SHEET,
    ),
    "QH16": E(
        WARNING,
        "Đơn vị báo cáo không thuộc nhiệm vụ",
        "{record}: đơn vị {value} không chủ trì cũng không phối hợp nhiệm vụ {task}.",
        "Sửa mã đơn vị, hoặc thêm vào Đơn vị phối hợp của nhiệm vụ.",
        SHEET,
    ),
    "QH17": E(
        NOTE,
        "Thứ tự đoạn bị trùng",
        "{record}: hai đoạn cùng mục, cùng thứ tự (đoạn trước ở ô {first}); đoạn đứng trên in trước.",
        "Đánh lại thứ tự 1, 2, 3…",
        SHEET,
    ),
    "QH18": E(
        WARNING,
        "Tên đơn vị bị trùng",
        "{record}: tên “{value}” đã dùng cho đơn vị ở ô {first}.",
        "Sửa tên, hoặc xóa dòng thừa nếu là cùng một đơn vị.",
        SHEET,
    ),
    "QH19": E(
        WARNING,
        "Đơn vị kế thừa cũng đã rời",
        "{record}: đơn vị kế thừa {value} đã rời ngày {left}, nên số liệu không còn ai báo cáo thay.",
        "Ghi đơn vị đang hoạt động, hoặc ghi Đơn vị kế thừa cho {value}.",
        SHEET,
    ),
    "QH20": E(
        WARNING,
        "Một nhiệm vụ ghi hai lần",
        "{record}: cùng nội dung, cùng đơn vị và cùng thời gian với {other} (ô {first}); "
        "nếu là một việc thì báo cáo đếm thành hai.",
        "Giữ một dòng: chép phần còn thiếu sang dòng đó, chuyển các dòng “Tiến độ” sang mã của dòng đó rồi xóa dòng này. "
        "Nếu là hai việc thì ghi chỗ khác nhau vào Nội dung.",
        SHEET,
    ),
    "QH21": E(
        NOTE,
        "Hai đơn vị có nhiệm vụ cùng nội dung",
        "{record} ({lead}): cùng nội dung và thời gian với {other} của {other_lead} (ô {first}); "
        "nếu là một việc chung thì báo cáo đếm thành hai.",
        "Một việc chung: giữ dòng của đơn vị chủ trì, ghi đơn vị kia ở Đơn vị phối hợp, xóa dòng kia. "
        "Mỗi đơn vị một việc riêng: ghi tên đơn vị vào Nội dung, hoặc để nguyên.",
        SHEET,
    ),
}
