"""What forms, their import and its undoing say: on the form itself, on the screen, in `Nhật ký`."""

from __future__ import annotations

# --- the form ------------------------------------------------------------------------------------------------------

FORM_TITLE = "PHIẾU BÁO CÁO SỐ LIỆU"
FORM_DOCUMENT_TITLE = "Phiếu báo cáo {period} – {unit}"
FORM_DAYS = "từ {start} đến {end}"
FORM_GUIDE_HEAD = "CÁCH GHI"
FORM_GUIDE: tuple[str, ...] = (
    "Chỉ ghi vào ô nền vàng. Ô nền xám là số liệu đã có, để đối chiếu; các ô khác được khóa.",
    "Trang “Số liệu”: ghi số của kỳ này. Không có thì ghi 0; chưa có số liệu thì để trống.",
    "Trang “Nhiệm vụ”: cập nhật từng việc đang làm. Việc xong: chọn “Hoàn thành”, ghi 100, ngày và kết quả.",
    "Trang “Nhiệm vụ mới”: mỗi việc mới một dòng. Trang “Nội dung”: viết thành câu, xuống dòng bằng Alt+Enter.",
    "Cột “Kiểm tra” tự báo chỗ chưa khớp bằng chữ đỏ. Sửa hết chữ đỏ rồi hãy gửi.",
    "Lưu tệp ở dạng .xlsx (hoặc .ods) rồi gửi lại. Đổi tên tệp được; không xóa trang, dòng, cột; không đặt mật khẩu.",
)
FORM_STATE_HEAD = "TÌNH TRẠNG PHIẾU"
FORM_FILLED = "Chỉ tiêu đã ghi"
FORM_FILLED_OF = "/{count}"
FORM_TO_MEND = "Chỗ cần sửa"
FORM_CORRECT_HEAD = "CHỖ PHẢI SỬA TRƯỚC KHI GỬI LẠI"
FORM_CORRECT_LINE = "{place}: {message} {fix}"
FORM_FIGURES_HELP = "Kỳ trước: {before}. Kỳ này: {now}. Không có: ghi 0; chưa có số liệu: để trống."
FORM_NO_BEFORE = "chưa có"
FORM_TASKS_HELP = "Các nhiệm vụ đơn vị chủ trì còn phải làm. Cập nhật tình hình đến ngày {end}."
FORM_NO_TASKS = "Đơn vị không có nhiệm vụ nào đang thực hiện."
FORM_NEW_HELP = "Nhiệm vụ được giao thêm trong kỳ mà sổ của Liên hiệp Hội chưa có. Không có thì để trống."
FORM_TEXTS_HELP = "Mỗi mục một ô; viết ngắn, có số liệu. Không có thì để trống."
FORM_FOOTER = "{unit} – kỳ {period} – trang &P/&N"
#: What the check column says; the formulas stand in collection/layout.py.
CHECK_BLANK = "chưa ghi"
CHECK_FINE = "khớp"
CHECK_NOT_NUMBER = "SAI: ghi số, không ghi chữ"
CHECK_NEGATIVE = "SAI: số không âm"
CHECK_WHOLE = "SAI: ghi số nguyên"
CHECK_SUM = "SAI: phải là "
CHECK_FOLLOWS = "SAI: cuối kỳ trước là "
CHECK_AT_MOST = "SAI: lớn hơn “{other}”"
CHECK_PEOPLE = "SAI: “{other}” chưa ghi hoặc bằng 0"
CHECK_NOBODY = "Xem lại: chưa có “{other}”"
CHECK_DONE = "SAI: hoàn thành phải đủ 100, ngày và kết quả"
CHECK_NOT_DONE = "Xem lại: đã 100 mà chưa Hoàn thành"
CHECK_NEW = "SAI: thiếu nhóm, nội dung, ngày giao, hạn hoặc trạng thái"
CHECK_DATES = "SAI: hạn trước ngày giao"
#: What marks a check that must be mended, at the text's beginning.
CHECK_WRONG = "SAI"

FORM_NAME = "PHIEU-{period}-{unit}"
CORRECT_NAME = "PHIEU-{period}-{unit}-can-sua"
FORMS_FOLDER = "phieu-{period}"
CORRECT_FOLDER = "phieu-can-sua"

# --- the list for the mails ----------------------------------------------------------------------------------------

LIST_NAME = "danh-sach-gui-{period}"
LIST_HEADS = ("Mã đơn vị", "Tên đơn vị", "Email", "Tệp phiếu", "Hạn nộp", "Tiêu đề thư", "Nội dung thư")

# --- the screen ----------------------------------------------------------------------------------------------------

STEP_FORMS, STEP_READ_FORMS, STEP_COMPARE = "Tạo phiếu", "Đọc phiếu", "Đối chiếu với sổ"
FORMS_MADE = (
    "Đã tạo {count} phiếu kỳ {period} trong {folder}; thư soạn sẵn: tệp .eml cạnh từng phiếu; danh sách gửi thư: {list}"
)
FORM_KEPT = "Để nguyên {file}: đã có phiếu do đơn vị ghi. Muốn tạo lại thì chuyển tệp đó đi chỗ khác trước."
FORM_NOT_MADE = "Không tạo được phiếu của {unit}. {why}"
FORMS_NOT_TOLD = "Phiếu đã tạo xong nhưng chưa ghi được vào Nhật ký, nên Trang chủ chưa biết: {why}"
FORM_LONG_CODE = (
    "Mã đơn vị {unit} dài {length} ký tự (quá {most}); phiếu là tệp {file}. Đặt mã ngắn, như H01, ở trang “Đơn vị”."
)
#: What there is to say of a fault of ours with one form or unit; the others went on.
FAULT_LOGGED = "Chương trình gặp lỗi; gửi sổ, phiếu của đơn vị và tệp nhật ký {log} cho người hỗ trợ."
FORM_NOT_OURS = (
    "Để nguyên {file}: tệp ở đó không phải phiếu trống của sổ này. Muốn tạo phiếu thì chuyển tệp đó đi chỗ khác trước."
)
FORMS_OF_PARTS = "Kỳ {period} được cộng từ các kỳ {parts}: khi các kỳ ấy có số liệu thì số ghi vào phiếu kỳ {period} không được dùng."
LOCKED_UNITS = "Không tạo phiếu cho đơn vị đã khóa kỳ {period}: {units}."

IMPORT_UNIT = "{unit} {name} · {file} · {count} ô"
IMPORT_CHANGE = "    {sheet} · {record} · {column}: {old} → {new}"
IMPORT_BLANK = "(trống)"
IMPORT_NOTHING = "{unit} {name} · {file} · không có gì mới"
IMPORT_CONFLICT = (
    "XUNG ĐỘT {unit} · {sheet} · {record} · {column}: sổ đã sửa thành {book}, phiếu ghi {form} ({file}). Chưa ghi đè."
)
IMPORT_CONFLICT_HELP = "{count} ô xung đột: giữ số của sổ thì không cần làm gì; lấy số của phiếu thì ghi số ấy vào sổ (ở dòng lệnh: thêm --take form)."
IMPORT_REFUSED = "KHÔNG NHẬP {file}: {what} {remedy}"
IMPORT_FAULTY = "PHIẾU SAI {unit} {name} · {file}: {count} chỗ"
IMPORT_FAULT = "    {place}: {message} → {fix}"
IMPORT_OLDER = "Bỏ qua {file}: đơn vị {unit} có phiếu mới hơn là {newer}."
IMPORT_SAME = "Bỏ qua {file}: giống phiếu {newer} của đơn vị {unit}."
IMPORT_AT_ONCE = (
    "{unit}: {file} và {newer} cùng giờ lưu mà ghi khác nhau, không rõ phiếu nào mới hơn; đã lấy {newer}. "
    "Mở hai tệp để xem, nếu cần thì chuyển tệp không dùng đi rồi nhập lại."
)
IMPORT_FAULTY_OLDER = "Dùng {file} của {unit} vì phiếu mới hơn ({newer}) còn sai."
IMPORT_BEFORE = "Bỏ qua {file}: phiếu mới hơn của {unit} đã được nhập."
IMPORT_UNTOUCHED = "Bỏ qua {file}: {unit} chưa ghi gì vào phiếu."
IMPORT_MANY = "… và {count} dòng nữa (ở dòng lệnh: xem đủ bằng --json)."
IMPORT_PLANNED = "Sẽ nhập {forms} phiếu, {cells} ô (chưa ghi gì vì --dry-run)."
IMPORT_NOT_YET = "Chưa ghi gì vào sổ. Muốn ghi thì chạy lại và trả lời “có”, hoặc thêm --yes."
IMPORT_ASK = "Nhập {forms} phiếu, {cells} ô vào sổ?"
IMPORT_DONE = (
    "Đã nhập {forms} phiếu, {cells} ô (lần nhập số {id}); bản trước khi nhập: {backup}. "
    "Bỏ lần nhập này: lhh-excel undo-import {file} {id}"
)
IMPORT_TEXTS = "Lời của đơn vị là nháp: {count} đoạn của {units} đơn vị ở trang “{sheet}” chỉ in vào báo cáo khi chọn Có ở cột “{column}”."
IMPORT_TEXTS_PRINTED = (
    "{count} đoạn lời của đơn vị ở trang “{sheet}” sẽ in thẳng vào báo cáo, vì sổ của phiên bản trước không có cột để giữ lại: "
    "nâng cấp sổ (nút “Nâng cấp sổ”, lệnh upgrade), hoặc xóa những đoạn không dùng."
)
IMPORT_NO_CHANGE = "Không có gì để nhập: sổ đã giống các phiếu."
IMPORT_ONLY_CONFLICTS = "Chưa ghi gì vào sổ: chỗ phiếu khác sổ đều là xung đột nêu trên."
IMPORT_NONE_USED = "Không nhập phiếu nào; sổ không thay đổi."
IMPORT_RECEIVED_LATE = (
    "{unit}: Ngày nhận ghi là {received} (sau hạn {due}) nhưng phiếu được lưu ngày {saved}. "
    "Nếu đã nhận trước hạn, sửa Ngày nhận báo cáo ở trang “Số liệu” (ở dòng lệnh: nhập với --received)."
)
IMPORT_BOOK_ERROR = "Sau khi nhập, sổ có thêm lỗi ở chỗ khác – {sheet} · {record}: {message}"
ASKED_GONE = "sổ nay không còn “{what}” mà phiếu hỏi; số, lời đã ghi ở đó ({value}) không được nhập."
WITHDRAWN = "phiếu mới bỏ trống “{what}” đã nhập từ phiếu trước; sổ vẫn giữ, văn thư xóa nếu đúng là bỏ."
TASK_KNOWN = "{place}: việc này sổ đã có, mã {task}; không thêm dòng mới. Là việc khác thì đơn vị ghi chỗ khác nhau vào Nội dung."
#: What was typed, and what it was read as; how Excel shows the number 0 in a cell for days.
FORM_READING = "{place}: “{value}” được đọc là {clean}."
FORM_BESIDE = "{place}: “{value}” đứng ngoài các ô phải ghi của phiếu nên không được nhập."
DAY_ZERO = "00/01/1900"
IMPORT_WARNING = "{unit}: {message}"
CORRECTED = "Đã tạo phiếu để đơn vị sửa: {path}"
NOT_CORRECTED = "Không tạo được phiếu để {unit} sửa ({file}). {why}"

UNDO_KEPT = "Giữ nguyên {sheet} · {record} · {column}: sau lần nhập đã đổi từ {imported} thành {now}."
UNDO_GONE = "Giữ nguyên {sheet} · {record} · {column}: không còn dòng này."
UNDO_RECORD_KEPT = "Giữ nguyên dòng {record} của trang {sheet}: còn dữ liệu ghi sau lần nhập."
UNDO_PLANNED = "Sẽ trả lại {cells} ô của lần nhập số {id} (chưa ghi gì vì --dry-run)."
UNDO_ASK = "Trả lại {cells} ô của lần nhập số {id}?"
UNDO_DONE = "Đã trả lại {cells} ô của lần nhập số {id}; bản trước khi hoàn tác: {backup}"
UNDO_NOTHING = "Lần nhập số {id} không còn ô nào để trả lại."

# --- what is wrong with a form: what happened, what to do -----------------------------------------------------------

#: By the key of the failure; what is not here speaks with the sentence of messages/failures.py.
REFUSALS: dict[str, tuple[str, str]] = {
    "empty_file": ("tệp rỗng (0 byte).", "Xin đơn vị gửi lại."),
    "truncated": ("tệp hỏng hoặc chưa tải về hết.", "Tải lại, hoặc xin đơn vị gửi lại."),
    "encrypted": ("tệp đặt mật khẩu.", "Xin đơn vị bỏ mật khẩu rồi gửi lại."),
    "old_xls": ("tệp Excel đời cũ (.xls).", "Mở phiếu, lưu thành dạng .xlsx rồi nhập lại."),
    "too_large": ("giải nén ra quá lớn ({size}), có thể là tệp phá hoại.", "Không mở tệp; xin đơn vị gửi lại."),
    "dangerous_xml": ("chứa khai báo XML không an toàn.", "Không mở tệp; xin đơn vị gửi lại."),
    "unreadable": ("không đọc được tệp.", "Kiểm tra quyền đọc, đóng chương trình đang giữ tệp."),
    "not_found": ("không tìm thấy tệp.", "Kiểm tra lại tên tệp và thư mục."),
    "not_a_workbook": ("không phải tệp Excel.", "Xin đơn vị gửi phiếu dạng .xlsx hoặc .ods."),
    "form_csv": ("là tệp chữ (.csv), không phải phiếu.", "Xin đơn vị ghi vào phiếu .xlsx đã gửi."),
    "form_picture": ("là ảnh, không phải tệp Excel.", "Xin đơn vị gửi phiếu .xlsx, không gửi ảnh chụp."),
    "form_pdf": ("là tệp PDF, không phải tệp Excel.", "Xin đơn vị gửi phiếu .xlsx, không gửi bản in."),
    "form_word": ("là tệp Word, không phải phiếu.", "Xin đơn vị ghi vào phiếu .xlsx đã gửi."),
    "form_xlsb": ("tệp Excel dạng nhị phân (.xlsb).", "Mở phiếu, lưu thành dạng .xlsx rồi nhập lại."),
    "form_numbers": ("là tệp Numbers của máy Apple.", "Xin đơn vị xuất (Export) ra dạng Excel .xlsx rồi gửi lại."),
    "form_archive": ("là tệp nén.", "Giải nén ra thư mục rồi nhập các phiếu trong đó."),
    "form_mail": ("là thư điện tử, không phải phiếu.", "Mở thư, lưu tệp đính kèm rồi nhập tệp ấy."),
    "form_master": ("là sổ theo dõi, không phải phiếu của đơn vị.", "Chuyển tệp này ra khỏi thư mục phiếu."),
    "form_macros": ("có macro nên không mở.", "Xin đơn vị lưu lại dạng .xlsx (không macro)."),
    "form_links": ("có liên kết tới tệp khác.", "Xin đơn vị bỏ liên kết (Dữ liệu > Sửa liên kết) rồi gửi lại."),
    "form_not_ours": ("không phải phiếu do sổ này tạo (tự làm hoặc mất trang ẩn).", "Gửi lại phiếu đúng cho đơn vị."),
    "form_stamp": ("trang ẩn của phiếu bị sửa hoặc hỏng.", "Gửi lại phiếu mới cho đơn vị."),
    "form_version": ("phiếu của phiên bản {found}, chương trình cần {wanted}.", "Tạo và gửi lại phiếu mới."),
    "form_workbook": ("phiếu của sổ khác (cơ quan “{agency}”).", "Gửi trả đúng cơ quan, hoặc tạo lại phiếu từ sổ này."),
    "form_period": (
        "phiếu của kỳ {found}, không phải kỳ {wanted}.",
        "Chọn kỳ {found} ở trang “Cấu hình” (ở dòng lệnh: --period {found}) rồi nhập lại, hoặc xin phiếu đúng kỳ.",
    ),
    "form_period_gone": (
        "phiếu của kỳ {found} mà sổ không có.",
        "Kiểm tra mã ở trang “Kỳ báo cáo”, hoặc xin phiếu của kỳ {wanted}.",
    ),
    "form_unit": ("sổ không có đơn vị mã {unit}.", "Kiểm tra mã ở trang “Đơn vị”."),
    "form_not_member": ("đơn vị {unit} không phải báo cáo kỳ {period}.", "Kiểm tra ngày gia nhập, ngày rời."),
    "form_locked": (
        "kỳ {period} đã khóa với đơn vị {unit}.",
        "Mở lại kỳ cho đơn vị (nút “Mở lại kỳ”, lệnh reopen) nếu thật cần sửa.",
    ),
    "form_part": ("thiếu trang hoặc cột của phần “{part}”.", "Xin đơn vị ghi vào phiếu nguyên vẹn."),
    "form_fault": ("chương trình gặp lỗi với phiếu này.", "Gửi tệp này và tệp nhật ký {log} cho người hỗ trợ."),
}

#: What is wrong inside a form, beside the rules' own findings: message, what to do.
FAULTS: dict[str, tuple[str, str]] = {
    "row_missing": ("Không thấy dòng “{row}”.", "Ghi vào phiếu nguyên vẹn."),
    "row_doubled": ("Dòng “{row}” có hai lần.", "Xóa dòng thừa."),
    "fixed_changed": ("Ô cố định bị sửa: “{old}” thành “{new}”.", "Trả lại như cũ; số kỳ này ghi ở ô vàng."),
    "strange_row": ("Dòng “{row}” không có trong phiếu mà có giá trị “{value}”.", "Xóa dòng; ghi ý này ở Ghi chú."),
    "strange_task": (
        "Nhiệm vụ “{row}” không có trong phiếu mà có giá trị “{value}”.",
        "Xóa dòng; việc mới thì ghi ở trang “Nhiệm vụ mới”.",
    ),
    "task_again": (
        "Việc này đã có ở trang “Nhiệm vụ”, dòng {row}.",
        "Cập nhật ở dòng đó; xóa dòng này ở trang “Nhiệm vụ mới”. Là việc khác thì ghi chỗ khác nhau vào Nội dung.",
    ),
    "task_twice": (
        "Việc này đã ghi ở ô {place}.",
        "Xóa một trong hai dòng; là hai việc thì ghi chỗ khác nhau vào Nội dung.",
    ),
    "strange_cell": ("Giá trị “{value}” đứng ngoài các dòng của phiếu.", "Xóa đi, hoặc ghi vào dòng của nó."),
    "part_doubled": (
        "Phần “{part}” có ở hai trang “{first}” và “{second}” mà ghi khác nhau.",
        "Xóa trang không dùng.",
    ),
    "merged": ("Ô bị gộp ({area}) nên không rõ giá trị của ô nào.", "Bỏ gộp ô rồi ghi từng ô."),
    "formula": ("Ô chứa công thức {value}.", "Gõ giá trị, không gõ công thức."),
    "task_gone": ("Sổ không còn nhiệm vụ {row}.", "Hỏi văn phòng; ghi ở trang “Nhiệm vụ mới” nếu vẫn làm."),
}
