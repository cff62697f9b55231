"""What commands and buttons say: help, progress, results, questions. Findings and failures have their own pages."""

from __future__ import annotations

DESCRIPTION = "Sổ theo dõi Excel vào, báo cáo Word đúng thể thức Nghị định 30 ra (Excel in, official Word report out)."
EPILOG = "Mã thoát (exit codes): 0 xong; 1 dữ liệu hoặc văn bản có lỗi; 2 gọi sai; 3 không đọc được tệp vào; 4 mẫu Word hỏng; 5 không ghi được tệp ra; 70 lỗi của chương trình."

USAGE, ARGUMENTS, OPTIONS, COMMANDS = (
    "Cách dùng (usage): ",
    "Tham số (arguments)",
    "Tùy chọn (options)",
    "Lệnh (commands)",
)
HELP = "hiện trợ giúp này rồi thoát (help)"
VERSION = "hiện phiên bản rồi thoát (version)"
AS_OF = "ngày dùng để tính quá hạn, thay cho hôm nay (as-of date), ví dụ 14/06/2026 hoặc 2026-06-14"
JSON = "in kết quả dạng JSON cho máy đọc (JSON output)"
PERIOD = "mã kỳ báo cáo, mặc định là kỳ ghi ở trang Cấu hình (period)"
FILE = "tệp sổ theo dõi .xlsm (master workbook)"
OUT = "thư mục ghi kết quả (output folder)"

COMMAND_HELP: dict[str, str] = {
    "demo": "làm thử cả chu trình trên sổ mẫu: phiếu, nhập phiếu, đôn đốc, kiểm tra, báo cáo dự thảo (demo)",
    "new": "tạo sổ theo dõi mới (new workbook)",
    "validate": "kiểm tra dữ liệu (validate)",
    "fix": "sửa các lỗi an toàn, in từng thay đổi (safe repairs)",
    "columns": "thêm vào trang Số liệu cột của các chỉ tiêu mới khai ở trang Chỉ tiêu (add the missing columns)",
    "upgrade": "nâng cấp sổ của phiên bản trước: thêm trang, cột, mục còn thiếu, giữ nguyên mọi thứ khác (upgrade)",
    "report": "lập báo cáo: dự thảo, trình ký, phát hành (report: draft, submit, issue)",
    "check": "kiểm tra thể thức văn bản Word theo Nghị định 30 (layout check)",
    "compose": "soạn văn bản đúng thể thức từ một tệp chữ (compose a document from a text)",
    "forms": "tạo phiếu thu thập cho từng đơn vị, thư soạn sẵn và danh sách gửi thư (forms for the units)",
    "import": "nhập phiếu đơn vị gửi về: xem trước từng ô, rồi ghi một lần (import forms)",
    "undo-import": "trả lại số liệu trước một lần nhập phiếu (undo an import)",
    "status": "tình hình nộp báo cáo của kỳ: đã nộp, đúng hạn, muộn, chưa nộp (reporting status)",
    "remind": "lập công văn đôn đốc đơn vị chậm báo cáo, có nhiệm vụ quá hạn (reminder)",
    "lock": "khóa kỳ: chốt số liệu và tình trạng nhiệm vụ cuối kỳ (lock a period)",
    "reopen": "mở lại kỳ đã khóa, cho mọi đơn vị hoặc một đơn vị (reopen a period)",
    "next": "sang kỳ mới: thêm các kỳ tiếp theo, đặt lại Kỳ báo cáo, khóa kỳ vừa xong nếu muốn (next period)",
    "batch": "kiểm tra, lập báo cáo, xem tình hình nộp cho nhiều sổ một lần (many workbooks)",
    "consolidate": "cộng số liệu các liên hiệp hội thành bảng tính và báo cáo của cấp trên (consolidate)",
    "setup": "cài những gì máy văn thư cần cho các nút bấm trong Excel (set up this PC)",
}
ARGUMENT_HELP: dict[str, str] = {
    "lock_too": "khóa luôn kỳ vừa xong, không hỏi (lock the last period)",
    "setup_files": "sổ theo dõi đang dùng ở thư mục khác, nếu có (workbooks in use elsewhere)",
    "setup_check": "chỉ xem máy có gì, thiếu gì; không thay đổi gì (check only)",
    "setup_uninstall": "gỡ chương trình, giữ mọi tệp của bạn (uninstall)",
    "setup_folder": "thư mục đặt sổ và tiện ích, mặc định Documents\\LHH (folder of the workbook)",
    "setup_place": "chỉ chép chương trình từ bản giải nén vào thư mục riêng của bạn (put the unpacked program into its place)",
    "setup_for_all": "chép chương trình vào một thư mục mới mà mọi người dùng của máy chạy được, chỉ người quản trị sửa được (for all users, as an administrator)",
    "setup_report": "ghi kết quả vào tệp chữ (UTF-8) thay cho màn hình (write the report to a file)",
    "setup_wheels": "thư mục các tệp .whl, cho máy không có mạng (offline wheels)",
    "setup_udf_server": "on: giữ Python chạy sẵn, bấm nút nhanh hơn nhưng phải mở lại Excel sau mỗi lần cập nhật, và một việc dài hơn khoảng 90 giây bị ngắt; off: mặc định (keep Python alive)",
    "sample": "kèm dữ liệu mẫu (sample data)",
    "cutoff": "mốc kỳ 6 tháng: 15-12 (15/12–14/6) hoặc calendar (1/1–30/6) (period preset)",
    "new_period": "kỳ đầu tiên, ví dụ 2026-H1; mặc định theo ngày hôm nay (first period)",
    "force": "thay tệp đã có (overwrite)",
    "like": "lấy chỉ tiêu, đề cương, loại đơn vị của sổ này, không lấy số liệu (declarations of another workbook)",
    "write": "ghi kết quả vào trang Kiểm tra (write findings into the workbook)",
    "dry_run": "chỉ in ra, không sửa tệp (dry run)",
    "signer": "họ tên người ký, mặc định là người đánh dấu ở trang Người ký (signer)",
    "pdf": "làm thêm tệp PDF (also PDF)",
    "submit": "trình ký: chốt số liệu (submit)",
    "issue": "phát hành: cấp số và ngày (issue)",
    "number": "số văn bản, mặc định là số kế tiếp trong sổ (document number)",
    "date": "ngày văn bản, mặc định là hôm nay, dù Ngày tính là ngày nào (document date)",
    "replaces": "số của văn bản bị thay thế, ví dụ 05 hoặc 05/BC-LHH (replaces)",
    "as_submitted": "cùng --issue: phát hành đúng bản đã trình ký, bỏ những chỗ sửa tay sau đó (as submitted)",
    "fresh": "lập mới, bỏ chỗ sửa tay; bản đang có giữ thành .bak (start anew)",
    "draft": "bản dự thảo đã sửa tay để ghép tiếp, dù tệp đã đổi tên (edited draft)",
    "documents": "các tệp .docx, hoặc thư mục có các tệp ấy, kể cả thư mục con (documents, folders)",
    "check_out": "ghi mọi vấn đề của các tệp vào một bảng Excel, có tổng hợp theo quy tắc (write a table)",
    "fix_out": "ghi bản đã sửa định dạng ra tệp này; tệp gốc giữ nguyên (write a mended copy)",
    "guarded": "cùng --fix: sửa cả vị trí, đánh số, dấu câu của danh sách (guarded repairs)",
    "convert": "cùng --fix: chuyển chữ mã TCVN3, VNI, tổ hợp sang Unicode dựng sẵn (convert old encodings)",
    "track": "cùng --fix: ghi mỗi chỗ sửa là một sửa đổi theo dõi, để chấp nhận từng chỗ trong Word (tracked changes)",
    "text": "tệp chữ .md hoặc .txt: tiêu đề I. / 1. / a), đoạn văn, bảng (text)",
    "type": "loại văn bản, tên hoặc chữ viết tắt: {codes} (document type)",
    "book": "sổ theo dõi, cho những gì văn bản không ghi: tên cơ quan, nơi nhận, người ký (workbook)",
    "text_number": "số văn bản, thay cho số ghi trong tệp chữ (document number)",
    "text_date": "ngày văn bản, thay cho ngày ghi trong tệp chữ (document date)",
    "complete": "thêm các dòng Nghị định đòi mà văn bản chưa có, và nói rõ (add what the decree asks)",
    "toc": "thêm mục lục dưới trích yếu; số trang do LibreOffice tính, không có thì Word điền khi mở (table of contents)",
    "form_unit": "chỉ làm phiếu cho đơn vị này; ghi nhiều lần được (unit)",
    "forms": "các phiếu hoặc thư mục chứa phiếu (forms or folders)",
    "take": "ô văn thư đã sửa sau khi gửi phiếu: book giữ số của sổ (mặc định), form lấy số của phiếu (conflicts)",
    "received": "ngày nhận báo cáo, mặc định là ngày tính (date received)",
    "import_id": "số của lần nhập, xem trang Nhật ký (import number)",
    "yes": "không hỏi lại (do not ask)",
    "yes_number": "đồng ý với mọi điều sẽ hỏi về số và ngày: bỏ cách số, lùi ngày, tệp trùng số (do not ask)",
    "unit": "chỉ mở cho đơn vị mang mã này (unit code)",
    "before": "nhắc cả đơn vị tới hạn trong bấy nhiêu ngày, mặc định {default} (days before due)",
    "each": "mỗi đơn vị một công văn riêng (one letter per unit)",
    "places": "các thư mục (xem cả thư mục con) hoặc tệp sổ (folders or workbooks)",
    "do": "việc cần làm, cách nhau bằng dấu phẩy: validate, report, status; mặc định là cả ba (what to do)",
    "workers": "số tiến trình chạy cùng lúc, mặc định là số nhân của máy (worker processes)",
    "again": "làm lại cả những sổ đã xong và không đổi (do all again)",
    "batch_out": "thư mục ghi kết quả, mặc định “tong-hop” (output folder)",
    "include": "sổ vẫn được cộng dù sổ của cấp trên không chờ, nêu nhiều lần được (add this workbook too)",
    "upper_book": "sổ của cấp trên: tên cơ quan, người ký, nơi nhận, kỳ báo cáo của báo cáo tổng hợp (profile workbook)",
    "upper_period": "mã kỳ cần tổng hợp, mặc định là kỳ ghi ở sổ của cấp trên, hoặc kỳ chung của các sổ (period)",
    "letter_number": "số công văn: cấp số và ghi vào trang Văn bản đi; không ghi thì là dự thảo (document number)",
}

#: Days before a due date from which `remind` counts a unit as due soon, unless told.
DAYS_BEFORE = 7

#: argparse's own words -> ours: (pattern, sentence).
USAGE_ERRORS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "Thiếu {0}."),
    (r"unrecognized arguments: (.+)", "Không hiểu “{0}”."),
    (
        r"argument (?:LỆNH|[^:]+): invalid choice: '?([^']+?)'? \(choose from (.+)\)",
        "Không có lựa chọn “{0}”; chọn một trong: {1}.",
    ),
    (r"argument ([^:]+): expected one argument", "{0} cần một giá trị."),
    (r"argument ([^:]+): expected at least one argument", "{0} cần ít nhất một giá trị."),
    (r"argument ([^:]+): not allowed with argument (.+)", "{0} không dùng cùng {1}."),
    (r"argument ([^:]+): invalid \S+ value: '?(.*?)'?$", "{0}: giá trị “{1}” không dùng được."),
    (r"argument ([^:]+): ignored explicit argument '?(.*?)'?$", "{0} không nhận giá trị “{1}”."),
    (r"ambiguous option: (\S+) could match (.+)", "“{0}” có thể là {1}."),
)
#: Of these the word is a name, and another name may be meant.
ASKS_WHAT_IS_MEANT = (USAGE_ERRORS[1][0], USAGE_ERRORS[2][0])
USAGE_ERROR, USAGE_MEANT = "Câu lệnh chưa đúng.", "Không hiểu “{word}”{end}"

STANDARD_OUTPUT = "đầu ra của lệnh"
FAULT_WHAT = "Chương trình gặp lỗi ngoài dự kiến; tệp của bạn không bị thay đổi dở dang."
FAULT_REMEDY = "Gửi tệp nhật ký cho người hỗ trợ: {log}"
INTERRUPTED_WHAT = "Đã dừng theo yêu cầu."
INTERRUPTED_REMEDY = "Chạy lại lệnh khi cần; tệp cũ vẫn còn nguyên."

STEP_READ, STEP_CHECK, STEP_WRITE, STEP_FIGURES, STEP_DOCUMENT, STEP_PDF, STEP_BUILD = (
    "Đọc sổ",
    "Kiểm tra dữ liệu",
    "Ghi vào sổ",
    "Tính số liệu",
    "Lập văn bản",
    "Làm PDF",
    "Tạo sổ",
)

FINDING_IN_CELL = (
    "{severity} {code} · trang {sheet}, ô {cell}, cột {column}{record}\n    {message}\n    → {fix}  [{source}]"
)
FINDING_AT_CELL = "{severity} {code} · trang {sheet}, ô {cell}{record}\n    {message}\n    → {fix}  [{source}]"
FINDING_ON_SHEET = "{severity} {code} · trang {sheet}{record}\n    {message}\n    → {fix}  [{source}]"
FINDING_EXPLAINED = "\n    Giải trình: {answer}"
SUMMARY_EXPLAINED = "Đã giải trình {count} dòng, không đếm ở trên."
SUMMARY = "{file}, kỳ {period}: {error} lỗi, {warning} cảnh báo, {note} gợi ý."
SUMMARY_CLEAN = "{file}, kỳ {period}: không có lỗi, cảnh báo hay gợi ý nào."
WRITTEN_FINDINGS = "Đã ghi {count} dòng vào trang Kiểm tra; bản trước khi ghi: {backup}"

MADE = "Đã tạo: {path}"
MADE_WORKBOOK = "Mở {file} bằng Excel, điền trang Cấu hình, Người ký, Đơn vị trước."

#: Folders of the demo, the end of the name of a form that is sent again, days between sending forms and the first back.
DEMO_SENT, DEMO_RETURNED, DEMO_LETTERS, DEMO_AGAIN, DEMO_DAYS_BEFORE = "phieu", "phieu-ve", "cong-van", "-gui-lai", 12
DEMO_TAKEN = "Ngày {day}: {returned} phiếu gửi về, đã nhập {forms} phiếu, {cells} ô."
DEMO_FAULT = "    Không nhập {file}, {place}: {message} → {fix}"
DEMO_CORRECTION = "    Phiếu để đơn vị sửa: {path}"

REPAIRS_DONE = "Đã sửa {count} ô; bản trước khi sửa: {backup}"
REPAIRS_PLANNED = "Sẽ sửa {count} ô (chưa sửa gì vì --dry-run)."
REPAIRS_LOCKED = "{count} ô sửa được nhưng thuộc kỳ đã khóa nên để nguyên: {cells}"
REPAIRS_NONE = "Không có lỗi nào sửa tự động được."

UPGRADE_FROM = "Sổ của phiên bản {old}, nâng cấp lên phiên bản {new}:"
UPGRADE_SHEET = "+ trang {sheet}"
UPGRADE_BESIDE = "+ trang {called}: trang {sheet} của cơ quan giữ nguyên, chương trình đọc trang {called}"
UPGRADE_COLUMN = "+ cột {column} ở trang {sheet}"
UPGRADE_SETTING = "+ mục {label} ở trang Cấu hình"
UPGRADE_WORD = "+ dòng “{word}” ở trang {sheet}, lấy từ danh sách ở trang Danh mục"
UPGRADE_LISTS = "Từ nay loại đơn vị ghi ở trang {kinds}, nhóm nhiệm vụ và mục ở trang {outline}; các danh sách ấy ở trang {lists} không còn dùng."
UPGRADE_DONE = "Đã nâng cấp {file}; mọi trang, cột và định dạng khác giữ nguyên. Bản trước khi nâng cấp: {backup}"
UPGRADED_ALREADY = "Sổ đã ở phiên bản {version}, không có gì phải nâng cấp."
UPGRADED_BUT_LACKING = (
    "Sổ đã ở phiên bản {version} nhưng trang {sheets} mất bảng hoặc không còn dòng nào; nâng cấp không lập lại được. Bấm “Kiểm tra dữ "
    "liệu” (lệnh validate) để biết mất gì, lấy lại thế nào."
)
COLUMNS_DONE = "Đã thêm cột vào {file}; bản trước khi thêm: {backup}"
COLUMNS_ALREADY = "Trang {sheet} đã có đủ cột của các chỉ tiêu."
NOT_WRITTEN = "Chưa ghi gì vào sổ vì --dry-run."

DRAFT_STATUS, SUBMIT_STATUS = "DỰ THẢO", "TRÌNH KÝ"
DRAFT_HAS_ERRORS = (
    "Dữ liệu còn {error} lỗi: bản dự thảo này chưa trình ký được. Chạy “Kiểm tra dữ liệu” để xem từng lỗi."
)
MISSING_TEXT = "Chưa có nội dung “{section}” ở trang Nội dung."
NO_PDF = "Không làm được PDF: máy này không có LibreOffice hay Word."
SUBMITTED = "Đã chốt số liệu để trình ký: {path}. Từ nay sửa số liệu của kỳ {period} thì phải trình ký lại."
ISSUED = "Đã phát hành {symbol}: {path}"
POST_DATED = (
    "Văn bản {symbol} ghi ngày {date}, sau hôm nay {today}: văn bản không ghi trước ngày ký. "
    "Nếu ghi nhầm thì phát hành văn bản thay thế với ngày đúng."
)
HIDDEN_STATES = (
    "Tình trạng {count} nhiệm vụ kỳ {period} lấy ở trang Tiến độ, trang Nhiệm vụ ghi khác: {tasks}. "
    "Chạy “Kiểm tra dữ liệu” để xem từng ô; là tình trạng cuối kỳ thì sửa ở trang Tiến độ."
)
STRUCK_IN, HIDDEN_IN, COMMENTS_IN = "[gạch ngang: {text}]", "[chữ ẩn: {text}]", "[{count} ghi chú]"
HIDDEN_TEXT = (
    "Bản trình ký có chữ ẩn “{text}”: bản in không thấy nhưng tệp gửi đi vẫn có. Bỏ trong Word rồi trình ký lại nếu "
    "không định gửi."
)
SUBMITTED_GONE = (
    "Không thấy bản trình ký “{file}” trong thư mục “{folder}” nên không so được với bản đã ký; "
    "văn bản phát hành theo số liệu và lời văn đã chốt lúc trình ký."
)
SUBMITTED_EDITS_KEPT = (
    "Bản trình ký trước đã sửa tay ở {count} đoạn; bản mới không có các chỗ sửa ấy. Bản sửa tay được giữ ở {path}."
)
EDITED_END = "-sua-tay-"  # and a number: what a submitted document edited by hand is kept as
PARAGRAPH_CHANGED = "“{old}” → “{new}”"
PARAGRAPH_NEW = "thêm “{new}”"
PARAGRAPH_GONE = "bỏ “{old}”"
MORE_PARAGRAPHS = "… và {count} đoạn nữa"
LAYOUT_ERROR = "Thể thức: {place}: {message}"
SUBMITTED_RESTYLED = (
    "Bản trình ký “{file}” được đổi định dạng ở {count} đoạn sau khi trình (“{text}”): văn bản phát hành theo bản đã trình, không "
    "có chỗ đổi ấy. Muốn có thì trình ký lại."
)
MORE_LAYOUT_ERRORS = "Còn {count} lỗi thể thức nữa; xem bằng lệnh check."
AT_LEAST = "hơn {count}"
WORKED_ON = (
    "Từ lúc trình ký, trang “{sheet}” ghi thêm tình trạng của {count} nhiệm vụ ({tasks}); "
    "báo cáo nêu tình trạng như bản đã trình ký."
)
FINISHED = "Đã hoàn tất văn bản {symbol} cấp số lần trước nhưng chưa ghi xong."
FINISHED_AS_IS = (
    "Văn bản {symbol} cấp số lần trước đã có tệp {file}: hoàn tất với tệp ấy, không lập lại. "
    "Trình ký lại sau đó mà muốn phát hành thì lập văn bản thay thế."
)
ISSUE_WILL_ASK = "Khi phát hành: {what}"
SUBMIT_REPLACES = (
    "báo cáo của kỳ đã phát hành với số {symbol}; bản này chỉ phát hành được để thay thế văn bản ấy, "
    "nên trình ký lại và nêu số bị thay thế."
)

#: How grave a finding is, the gravest first.
SEVERITIES = ("LỖI", "CẢNH BÁO", "GỢI Ý")
CHECK_OK = "{file}: đúng thể thức."
CHECK_SUMMARY = "{file}: {error} lỗi, {warning} cảnh báo, {note} gợi ý về thể thức."
CHECK_FINDING = "{severity} {code} · {place}: {message}\n    có: {found}; cần: {expected}\n    → {fix}"
CHECK_TABLE_HEAD = "Thành phần thể thức"
CHECK_TOTAL = (
    "{count} tệp: {right} đúng thể thức hoặc chỉ còn gợi ý, cảnh báo; {wrong} có lỗi; {failed} không đọc được."
)
CHECK_TABLE_MADE = "Đã ghi bảng kết quả: {path}"
CHECK_CLOSED = "Không mở được thư mục “{folder}” nên không xem các tệp trong đó."
FIX_CHANGE = "Đã sửa ({level}) {code} · {place}, {component}: {before} → {after}"
FIX_LEVELS = {"safe": "an toàn", "guarded": "có hỏi", "convert": "chuyển mã"}
FIX_TAKEN_OUT = "Đã bỏ khỏi bản sửa: {what}"
FIX_DONE = "Đã sửa {count} chỗ, ghi vào: {path}"
FIX_TRACKED = (
    "Mở bản sửa trong Word, thẻ Review: Accept để nhận, Reject để bỏ từng chỗ. Khổ giấy, lề, đường kẻ, bảng không theo dõi được "
    "từng chỗ nên đã sửa thẳng; nhận xét tại chỗ nêu đã sửa gì."
)
FIX_NOTE = "{code}{place}: {before} → {after}"
FIX_NOTE_PLACE = " · {place}"
#: A repair that was not kept, and why (`document.repairing.Held.why`).
FIX_HELD = "Giữ nguyên {code} · {place}, {component}: {found}; {why}."
FIX_HELD_WHY = {
    "pages": "sửa thì văn bản có thể dài thêm một trang",
    "outside": "sửa thì bảng, chữ ra ngoài lề",
    "wrapped": "sửa thì có dòng ở đầu văn bản, khối chữ ký bị ngắt",
    "quoc_hieu": "sửa thì Quốc hiệu bị xuống dòng",
    "floating": "khung, đường kẻ vẽ nổi, cột bằng phím Tab sẽ lệch chỗ, hãy sửa cùng lúc trong Word",
    "cited": "trong văn bản có chỗ viện dẫn số này, hãy đánh số lại bằng tay",
}
FIX_REFUSED: dict[str, str] = {
    "standard": "{file} theo thể thức khác Nghị định 30: chỉ báo, không sửa gì.",
    "signed": "{file} đã ký số: chỉ kiểm tra, không sửa gì.",
    "protected": "{file} đang được bảo vệ (Protect Document): chỉ kiểm tra, không sửa gì. Bỏ bảo vệ rồi chạy lại.",
    "final": "{file} được đánh dấu là bản cuối (Mark as Final): chỉ kiểm tra, không sửa gì.",
    "revisions": "{file} còn sửa đổi theo dõi (Track Changes): chỉ kiểm tra, không sửa gì. Chấp nhận hoặc bỏ hết rồi chạy lại.",
    "comments": "{file} còn nhận xét (comment): chỉ kiểm tra, không sửa gì. Xử lý hết nhận xét rồi chạy lại.",
}
CHECK_STATUS = {"PASS": "đạt", "FAIL": "chưa đạt", "MISSING": "thiếu", "NA": "không áp dụng"}

GIVEN_UP = "Chưa làm gì; sổ còn nguyên."  # a no
QUESTION_HINT = " [c/k] "
YES_ANSWERS = frozenset({"c", "có", "co", "y", "yes"})
