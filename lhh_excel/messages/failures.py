"""Every failure a user can meet: what happened and what to do. Keys are used by `errors.py`'s exceptions.

docs/failures.md lists them. A remedy may name options of the command line; where it does, `in_excel` is the remedy for
whoever pressed a button.
"""

from __future__ import annotations

from typing import NamedTuple


class Failure(NamedTuple):
    what: str
    remedy: str
    in_excel: str | None = None  #: what to do, told in a box of Excel; None: the same


FAILURES: dict[str, Failure] = {
    # input (exit code 3)
    "not_found": Failure("Không tìm thấy tệp “{file}”.", "Kiểm tra lại tên tệp và thư mục."),
    "is_folder": Failure(
        "“{file}” là thư mục, không phải tệp.", "Ghi tên tệp Excel (.xlsm) cần làm việc trong thư mục đó."
    ),
    "is_folder_of_documents": Failure(
        "“{file}” là thư mục, không phải tệp Word.",
        "Ghi tên tệp Word (.docx) trong thư mục đó; nhiều tệp thì ghi lần lượt từng tên.",
    ),
    "is_folder_of_texts": Failure(
        "“{file}” là thư mục, không phải tệp chữ.", "Ghi tên tệp chữ (.md, .txt) cần soạn trong thư mục đó."
    ),
    "not_a_workbook": Failure(
        "“{file}” không phải tệp Excel (.xlsx, .xlsm).", "Mở bằng Excel rồi lưu lại dạng .xlsm, hoặc chọn tệp khác."
    ),
    "old_xls": Failure(
        "“{file}” là tệp Excel đời cũ (.xls).", "Mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsm rồi thử lại."
    ),
    "encrypted": Failure(
        "“{file}” được đặt mật khẩu nên không đọc được.",
        "Mở bằng Excel (hoặc Word), bỏ mật khẩu ở Tệp > Thông tin > Bảo vệ rồi lưu lại.",
        "Trong Excel (hoặc Word), vào Tệp > Thông tin > Bảo vệ > Mã hóa bằng mật khẩu, xóa trống mật khẩu, lưu lại rồi "
        "bấm lại nút.",
    ),
    "truncated": Failure("“{file}” bị hỏng hoặc chưa tải về hết.", "Lấy lại tệp gốc hoặc bản sao lưu (.bak) gần nhất."),
    "empty_file": Failure("“{file}” là tệp rỗng (0 byte).", "Lấy lại tệp gốc hoặc bản sao lưu (.bak) gần nhất."),
    "too_large": Failure(
        "“{file}” giải nén ra quá lớn ({size}), có thể là tệp phá hoại.", "Không mở tệp này; xin lại tệp từ người gửi."
    ),
    "dangerous_xml": Failure(
        "“{file}” chứa khai báo XML không an toàn ở phần “{part}”.", "Không mở tệp này; xin lại tệp từ người gửi."
    ),
    "not_ours": Failure(
        "“{file}” không phải sổ theo dõi của Liên hiệp Hội: không có bảng nào của chương trình.",
        "Mở đúng tệp LHH….xlsm, hoặc tạo tệp mới bằng lệnh: lhh-excel new.",
        "Mở đúng tệp sổ theo dõi (.xlsm) rồi bấm lại nút.",
    ),
    "table_needed": Failure(
        "“{file}” thiếu bảng {tables} nên không làm được việc này.",
        "Chạy “Kiểm tra dữ liệu” để xem chi tiết; lấy lại trang bị mất từ bản sao lưu.",
    ),
    "no_forms": Failure(
        "Không có tệp nào để nhập trong “{place}”.", "Chép các phiếu đơn vị gửi về vào thư mục đó rồi thử lại."
    ),
    "book_is_no_form": Failure(
        "“{place}” là chính sổ này, không phải phiếu.", "Chọn các phiếu đơn vị gửi về, hoặc thư mục có các phiếu ấy."
    ),
    "no_masters": Failure(
        "Không có sổ theo dõi nào (.xlsm) trong “{place}”.", "Kiểm tra lại thư mục; thư mục con cũng được xem."
    ),
    "nothing_to_add": Failure(
        "Không cộng được sổ nào trong {files} sổ; sổ đầu tiên, “{file}”: {message}",
        "Chạy lhh-excel batch trên thư mục đó để xem từng sổ.",
    ),
    "unreadable": Failure(
        "Không được quyền đọc “{file}”.", "Kiểm tra quyền của tệp hoặc đóng chương trình đang giữ tệp."
    ),
    "newer_schema": Failure(
        "“{file}” do phiên bản mới hơn của chương trình tạo ra.",
        "Cập nhật lhh-excel rồi thử lại.",
        "Nhờ người cài đặt cập nhật chương trình trên máy này rồi bấm lại nút.",
    ),
    "column_needed": Failure(
        "Bảng {table} của “{file}” thiếu cột {columns} nên không ghi được.",
        "Thêm lại cột với đúng tiêu đề {columns} rồi làm lại.",
    ),
    "snapshot_missing": Failure(
        "Chưa có bản trình ký của kỳ {period}: không thấy tệp “{file}” trong thư mục “{folder}”.",
        "Chạy “Trình ký” (--submit) trước; đã trình ký rồi mới chuyển sổ đi thì chép cả thư mục kết xuất cũ theo, "
        "hoặc ghi thư mục ấy sau --out.",
        "Bấm “Trình ký” trước; đã trình ký rồi mới chuyển sổ đi thì chép cả thư mục kết xuất cũ theo.",
    ),
    "snapshot_damaged": Failure(
        "Tệp trình ký “{file}” bị hỏng hoặc đã bị sửa.",
        "Trình ký lại (--submit) để có bản mới.",
        "Bấm “Trình ký” để có bản mới.",
    ),
    "not_text": Failure(
        "“{file}” không phải tệp chữ (.md, .txt) đọc được.",
        "Mở văn bản, chép toàn bộ chữ vào Notepad rồi lưu dạng .txt với bảng mã UTF-8.",
    ),
    "empty_text": Failure("“{file}” không có chữ nào.", "Kiểm tra lại tệp; có thể đã lưu nhầm tệp rỗng."),
    "front_matter": Failure(
        "“{file}”, dòng {line}: {problem}", "Sửa dòng đó; các mục dùng được ở đầu tệp: docs/soan-van-ban.md."
    ),
    # output (exit code 5)
    "no_permission": Failure(
        "Không ghi được vào “{file}”: không có quyền.",
        "Chọn thư mục khác (--out) hoặc xin quyền ghi.",
        "Ghi “Thư mục kết xuất” khác ở trang “Cấu hình”, hoặc chuyển sổ vào thư mục mà bạn được quyền ghi.",
    ),
    "disk_full": Failure(
        "Không ghi được “{file}”: ổ đĩa đã đầy.", "Xóa bớt tệp hoặc chọn ổ khác; tệp cũ vẫn còn nguyên."
    ),
    "open_elsewhere": Failure("“{file}” đang mở ở chương trình khác.", "Đóng tệp trong Word/Excel rồi thử lại."),
    "issued_exists": Failure(
        "Trong “{folder}” đã có tệp “{file}”, không do sổ này phát hành; tệp có sẵn không bị ghi đè, chưa cấp số.",
        "Nếu đó là văn bản số {number} đã phát hành thì ghi nó vào trang “{sheet}” (số, ngày, tệp) để số tiếp theo "
        "được dùng; không phải thì chuyển tệp đó đi chỗ khác. Rồi phát hành lại.",
    ),
    "exists": Failure(
        "“{file}” đã có sẵn.",
        "Chọn tên khác, hoặc thêm --force nếu thật sự muốn thay.",
        "Chuyển tệp đó đi chỗ khác rồi bấm lại nút.",
    ),
    "cannot_write": Failure(
        "Không ghi được “{file}” ({why}).",
        "Chọn thư mục khác rồi thử lại; tệp cũ vẫn còn nguyên.",
        "Ghi “Thư mục kết xuất” khác ở trang “Cấu hình” rồi bấm lại nút; tệp cũ vẫn còn nguyên.",
    ),
    "busy": Failure(
        "“{file}” đang được một lệnh khác ghi.",
        "Chờ lệnh kia xong rồi thử lại.",
        "Chờ lần bấm nút trước (hoặc máy khác) xong rồi bấm lại.",
    ),
    "changed_meanwhile": Failure(
        "“{file}” vừa được người khác hoặc chương trình khác lưu lại trong lúc đang ghi.",
        "Chưa ghi gì; chạy lại lệnh để làm trên bản mới nhất.",
        "Chưa ghi gì; bấm lại nút để xem lại trên số liệu mới nhất.",
    ),
    # refused (exit code 1)
    "no_room_below": Failure(
        "Không thêm được dòng vào bảng {table} (trang “{sheet}”): ô {cell} ngay dưới bảng đang có dữ liệu.",
        "Chuyển dữ liệu đó đi chỗ khác, hoặc kéo góc dưới bên phải của bảng xuống cho trùm lên nó, rồi thử lại.",
    ),
    "no_room_beside": Failure(
        "Không thêm được cột vào bảng {table} (trang “{sheet}”): ô {cell} ngay bên phải bảng đang có dữ liệu.",
        "Chuyển những gì ở bên phải bảng đi chỗ khác (cách bảng vài cột) rồi thử lại; chưa ghi gì vào sổ.",
    ),
    "unknown_words": Failure(
        "{count} ô ghi loại đơn vị, nhóm nhiệm vụ hoặc mục không có trong danh sách nào: {places}.",
        "Sửa các ô đó; nếu đúng là loại, nhóm, mục riêng của cơ quan thì ghi thêm vào danh sách ở trang “Danh mục” rồi "
        "nâng cấp lại. Chưa ghi gì vào sổ.",
    ),
    "needs_upgrade": Failure(
        "“{file}” là sổ của phiên bản trước, chưa có trang “Chỉ tiêu”.",
        "Nâng cấp sổ trước bằng lệnh: lhh-excel upgrade.",
        "Bấm nút “Nâng cấp sổ” ở thẻ tiện ích trước, rồi bấm lại.",
    ),
    "broken_table": Failure(
        "Bảng “{table}” ở trang “{sheet}” có phải là {nearest}? Nâng cấp lúc này thì bảng ấy sẽ thiếu cột mới.",
        "Đổi tên bảng thành {nearest} (thẻ Thiết kế bảng, ô Tên bảng) rồi nâng cấp lại. Chưa ghi gì vào sổ.",
    ),
    "taken_name": Failure(
        "Bảng {name} ở trang “{sheet}” là bảng riêng của cơ quan, trùng tên với bảng mà chương trình phải thêm.",
        "Đổi tên bảng ấy (thẻ Thiết kế bảng, ô Tên bảng) rồi nâng cấp lại. Chưa ghi gì vào sổ.",
    ),
    "taken_defined_name": Failure(
        "Sổ đã có vùng đặt tên là {name}, trùng tên với bảng mà chương trình phải thêm.",
        "Đổi tên vùng ấy (thẻ Công thức, Trình quản lý tên) rồi nâng cấp lại. Chưa ghi gì vào sổ.",
    ),
    "nothing_declared": Failure(
        "Trang {sheets} đã mất hoặc không còn dòng nào, nên sổ không biết phải hỏi, phải kể những gì.",
        "Lấy lại trang từ bản sao lưu (.bak), hoặc gõ lại các dòng của trang, rồi làm lại.",
    ),
    "strict_format": Failure(
        "“{file}” được lưu theo dạng Strict Open XML nên không thêm được trang và cột.",
        "Mở bằng Excel, chọn Lưu thành (Save As) dạng Excel Macro-Enabled Workbook (.xlsm) rồi thử lại.",
    ),
    "totals_row": Failure(
        "Bảng {table} (trang “{sheet}”) có dòng tổng nên không thêm được dòng.",
        "Tắt dòng tổng (thẻ Thiết kế bảng > Hàng Tổng) rồi thử lại.",
    ),
    "formula_in_cell": Failure(
        "Ô {cell} của trang “{sheet}” chứa công thức dùng chung cho nhiều ô nên không ghi đè được.",
        "Thay công thức bằng giá trị (chép rồi dán dạng Giá trị) rồi thử lại.",
    ),
    "text_too_long": Failure(
        "Nội dung của ô {cell} dài hơn {limit} ký tự, Excel không chứa được.", "Rút gọn hoặc tách thành nhiều dòng."
    ),
    "number_taken": Failure(
        "Số {symbol} đã được cấp năm {year} ({place}).",
        "Ghi --number {next}, là số tiếp theo chưa dùng.",
        "Bấm lại nút và ghi số khác; số tiếp theo chưa dùng là {next}.",
    ),
    "number_given_outside": Failure(
        "Số {number} không lớn hơn “Số cuối đã cấp” ({last}) ở trang “Cấu hình”, nên đã được cấp ngoài sổ này.",
        "Ghi --number {next}; nếu “Số cuối đã cấp” là của năm trước thì sửa hoặc xóa mục đó.",
        "Bấm lại nút và ghi số từ {next}; nếu “Số cuối đã cấp” là của năm trước thì sửa hoặc xóa mục đó.",
    ),
    "last_number_year": Failure(
        "Chưa biết “Số cuối đã cấp” ({last}) là của năm nào: văn bản ghi năm {year}, kỳ báo cáo là của năm {other}.",
        "Ở trang “Cấu hình”: ghi mục “Năm của số cuối đã cấp” (chưa có thì thêm dòng), "
        "hoặc xóa “Số cuối đã cấp” nếu là số của năm cũ; số văn bản bắt đầu lại từ 01 mỗi năm.",
    ),
    "last_number_too_large": Failure(
        "“Số cuối đã cấp” ({last}) ở trang “Cấu hình” không thể là số văn bản.",
        "Sửa mục đó: số nguyên, nhiều nhất năm chữ số; không có thì để trống.",
    ),
    "bad_number": Failure("Số văn bản {number} không dùng được.", "Ghi số nguyên từ 1 đến 99999."),
    "needs_yes": Failure(
        "Chưa cấp số và chưa ghi gì, vì cần xác nhận:\n{questions}\n",
        "Đúng như vậy thì chạy lại và thêm --yes; không thì sửa số hoặc ngày.",
        "Bấm lại nút và trả lời Có nếu đúng như vậy; không thì sửa số hoặc ngày.",
    ),
    "number_held": Failure(
        "{symbol} ({place}) đã giữ cho chính văn bản này mà chưa phát hành xong.",
        "Ghi --number {number} để hoàn tất với số ấy; không dùng số ấy nữa thì xóa dòng ấy rồi làm lại.",
        "Bấm lại nút và ghi số {number} để hoàn tất; không dùng số ấy nữa thì xóa dòng ấy rồi bấm lại.",
    ),
    "held_too_large": Failure(
        "{symbol} ({place}) là số đã giữ mà chưa phát hành xong, nhưng quá năm chữ số nên không dùng được.",
        "Xóa dòng ấy rồi làm lại.",
    ),
    "held_taken": Failure(
        "{symbol} ({place}) là số đã giữ mà chưa phát hành xong, nhưng số ấy đã cấp cho {other} ({where}).",
        "Xóa dòng ấy rồi làm lại để lấy số khác.",
    ),
    "no_such_symbol": Failure("Không có văn bản {symbol} trong trang “Văn bản đi”.", "Kiểm tra lại số, ký hiệu."),
    "already_replaced": Failure(
        "Văn bản {symbol} đã bị thay thế từ trước ({place}).",
        "Nêu số, ký hiệu của văn bản đang có hiệu lực; xem cột Ghi chú của dòng ấy.",
    ),
    "replaces_other_type": Failure(
        "Văn bản {symbol} là loại khác: văn bản chỉ được thay thế bằng văn bản cùng loại.",
        "Kiểm tra lại số, ký hiệu của văn bản bị thay thế.",
    ),
    "replaces_differs": Failure(
        "Bản đã trình ký ghi thay thế {signed}, còn lệnh phát hành ghi {called}.",
        "Trình ký lại với --replaces {called} rồi phát hành.",
        "Bấm “Trình ký” lại rồi phát hành.",
    ),
    "not_yet_issued": Failure(
        "Văn bản {symbol} chưa phát hành xong nên chưa thể bị thay thế.", "Phát hành xong văn bản đó trước."
    ),
    "reservation_lost": Failure(
        "Không còn thấy dòng của số {symbol} ở trạng thái “{state}” trong trang “Văn bản đi”.",
        "Kiểm tra trang “Văn bản đi”; lấy lại bản sao lưu (.bak) nếu dòng bị xóa nhầm.",
    ),
    "has_errors": Failure(
        "Dữ liệu còn {error} lỗi nên chưa trình ký, phát hành được.",
        "Chạy “Kiểm tra dữ liệu”, sửa hết các dòng LỖI rồi làm lại.",
    ),
    "next_of_none": Failure(
        "Kỳ {period} không phải kỳ 6 tháng, quý hay năm nên không có kỳ nào tiếp theo.",
        "Ghi mã kỳ thường vừa xong (như 2026-H1) ở mục Kỳ báo cáo trang “Cấu hình” rồi làm lại.",
    ),
    "next_without_dates": Failure(
        "Không rõ ngày đầu, ngày cuối của kỳ tiếp theo {period}: ngày của các kỳ trước không theo mốc nào.",
        "Thêm dòng {period} với ngày và hạn ở trang “Kỳ báo cáo” rồi làm lại.",
    ),
    "next_locked": Failure(
        "Kỳ tiếp theo {period} đã khóa nên không sang được.",
        "Làm kỳ khác thì ghi mã kỳ ấy ở mục Kỳ báo cáo trang “Cấu hình”; sửa kỳ {period} thì mở lại kỳ trước.",
    ),
    "period_has_errors": Failure(
        "Kỳ {period} còn {error} lỗi nên chưa khóa được: {places}.",
        "Chạy “Kiểm tra dữ liệu”, sửa các dòng LỖI của kỳ rồi khóa lại.",
    ),
    "texts_missing": Failure(
        "Báo cáo còn thiếu phần lời nên chưa trình ký, phát hành được: {sections}.",
        "Viết vào trang “Nội dung” rồi trình ký (--submit).",
        "Viết vào trang “Nội dung” rồi bấm “Trình ký”.",
    ),
    "draft_unknown": Failure(
        "Tệp “{file}” không cho biết đã được lập từ sổ nào nên không ghép được chỗ sửa tay.",
        "Chọn đúng bản dự thảo do chương trình lập; hoặc chép chỗ sửa vào bản dự thảo mới (--fresh).",
    ),
    "draft_other_period": Failure(
        "Bản dự thảo “{file}” là của kỳ {of}, không phải kỳ {period}.",
        "Chọn bản dự thảo của kỳ {period}; hoặc lập báo cáo kỳ {of} bằng --period.",
    ),
    "draft_other_workbook": Failure(
        "Bản dự thảo “{file}” được lập từ sổ khác.",
        "Mở đúng sổ đã lập bản dự thảo ấy rồi làm lại.",
    ),
    "draft_kept": Failure(
        "Tệp “{file}” được giữ nguyên; chưa lập báo cáo.",
        "Đổi tên hoặc chuyển tệp đi nơi khác rồi làm lại; hoặc thêm --fresh để lập mới (tệp cũ giữ thành .bak).",
        "Đổi tên hoặc chuyển tệp đi nơi khác rồi bấm lại nút; hoặc trả lời Có để lập mới (tệp cũ giữ thành .bak).",
    ),
    "draft_unreadable": Failure(
        "Không đọc được bản dự thảo “{file}”.",
        "Mở tệp trong Word, lưu lại dạng .docx rồi làm lại; hoặc thêm --fresh để lập mới.",
        "Mở tệp trong Word, lưu lại dạng .docx rồi bấm lại nút.",
    ),
    "draft_conflicts": Failure(
        "Có {count} chỗ trong “{file}” vừa sửa tay vừa đổi theo sổ, chưa ghép được:\n{places}\n",
        "Lập lại bản dự thảo (report), sửa từng chỗ theo ghi chú trong Word, xóa ghi chú, lưu, rồi trình ký lại.",
        "Bấm “Tạo báo cáo”, sửa từng chỗ theo ghi chú trong Word, xóa ghi chú, lưu, rồi bấm “Trình ký” lại.",
    ),
    "draft_figures": Failure(
        "Bản “{file}” ghi khác sổ ở {count} số liệu:\n{figures}\n",
        "Sửa trong Word hoặc trong sổ cho khớp rồi trình ký lại.",
    ),
    "draft_signer": Failure(
        "Chỗ ký trong “{file}” không ghi tên người ký theo sổ ({signer}).",
        "Ghi lại tên ấy trong Word; hoặc đổi người ký ở trang “Người ký” (hay bằng --signer) rồi trình ký lại.",
        "Ghi lại tên ấy trong Word; hoặc đổi người ký ở trang “Người ký” rồi bấm “Trình ký” lại.",
    ),
    "draft_unfinished": Failure(
        "Bản “{file}” còn {comments} ghi chú và {changes} thay đổi được theo dõi.",
        "Mở trong Word, chấp nhận hoặc bỏ từng thay đổi, xóa ghi chú, lưu, rồi trình ký lại.",
    ),
    "number_without_place": Failure(
        "Bản đã sửa tay thiếu dòng ghi số hoặc ngày của văn bản:\n{lines}\n",
        "Lấy lại từng dòng ấy như bản lập (xem tệp .bak; hoặc lập mới bằng --fresh) rồi trình ký lại.",
        "Lấy lại từng dòng ấy như bản lập (xem tệp .bak) rồi bấm “Trình ký” lại.",
    ),
    "submitted_edited": Failure(
        "Bản trình ký “{file}” đã bị sửa tay ở {count} đoạn:\n{paragraphs}\n",
        "Trình ký lại (--submit) để bản trình ký có cả chỗ sửa; hoặc thêm --as-submitted để phát hành đúng bản đã trình ký, bỏ chỗ sửa.",
        "Bấm “Trình ký” lại để bản trình ký có cả chỗ sửa; hoặc bấm “Phát hành báo cáo” và trả lời Có để bỏ chỗ sửa.",
    ),
    "submitted_unreadable": Failure(
        "Không đọc được bản trình ký “{file}” trong thư mục “{folder}” nên không biết đã bị sửa tay hay chưa.",
        "Đóng tệp trong Word rồi làm lại; hoặc thêm --as-submitted để phát hành đúng bản đã trình ký.",
        "Đóng tệp trong Word rồi bấm lại nút; hoặc trả lời Có khi được hỏi để phát hành đúng bản đã trình ký.",
    ),
    "changed_since_submission": Failure(
        "Sổ đã thay đổi so với lúc trình ký ở {count} chỗ:\n{cells}\n",
        "Trả lại các giá trị cũ, hoặc trình ký lại (--submit) rồi mới phát hành.",
        "Trả lại các giá trị cũ, hoặc bấm “Trình ký” lại rồi mới phát hành.",
    ),
    "date_too_late": Failure(
        "Ngày văn bản {date} còn cách hôm nay {today} hơn một năm.",
        "Ghi ngày ký thật: văn bản không ghi trước ngày ký, và số văn bản bắt đầu lại từ 01 mỗi năm.",
    ),
    "date_before_period": Failure(
        "Ngày văn bản {date} trước ngày cuối kỳ {end}.",
        "Ghi ngày ký thật bằng --date, không trước ngày cuối kỳ.",
        "Đợi hết kỳ rồi phát hành; ngày ký khác hôm nay thì trả lời Không ở hộp hỏi rồi ghi ngày.",
    ),
    "already_issued": Failure(
        "Báo cáo kỳ {period} đã phát hành với số {symbol} ({place}).",
        "Muốn thay báo cáo đó thì trình ký lại với --replaces {symbol} rồi phát hành; không thì không cần làm gì.",
        "Muốn thay báo cáo đó thì bấm “Trình ký” lại, trả lời Có, rồi phát hành; không thì không cần làm gì.",
    ),
    "import_locked": Failure(
        "Kỳ {period} đã khóa với đơn vị {unit} nên không hoàn tác được.",
        "Mở lại bằng lệnh reopen nếu thật cần.",
        "Bấm “Mở lại kỳ” cho đơn vị đó nếu thật cần.",
    ),
    "no_units": Failure(
        "Trang “Đơn vị” chưa có đơn vị nào nên không có phiếu để tạo.",
        "Ghi các đơn vị, ít nhất Mã đơn vị và Tên đơn vị, vào trang “Đơn vị” rồi làm lại.",
    ),
    "no_members": Failure(
        "Không đơn vị nào là thành viên vào ngày cuối kỳ {period} ({day}) nên không có phiếu để tạo.",
        "Kiểm tra Ngày gia nhập, Ngày rời ở trang “Đơn vị” và Đến ngày của kỳ ở trang “Kỳ báo cáo”.",
    ),
    "forms_locked": Failure(
        "Kỳ {period} đã khóa nên không tạo phiếu.",
        "Mở lại kỳ bằng lệnh reopen nếu thật cần.",
        "Bấm “Mở lại kỳ” nếu thật cần.",
    ),
    # templates (exit code 4)
    "template_missing": Failure("Không tìm thấy mẫu “{file}”.", "Lấy lại mẫu từ thư mục templates của chương trình."),
    "template_unreadable": Failure("Không đọc được mẫu “{file}”.", "Đóng mẫu trong Word và kiểm tra quyền đọc."),
    "template_not_word": Failure(
        "Mẫu “{file}” không phải tệp Word (.docx) hoặc đã hỏng.",
        "Lấy lại mẫu gốc, hoặc mở bằng Word rồi lưu lại dạng .docx.",
    ),
    "template_problems": Failure(
        "Mẫu “{file}” có {count} chỗ sai:\n{problems}\n", "Mở mẫu bằng Word, sửa các thẻ nêu trên rồi chạy lại."
    ),
    "template_unknown_name": Failure(
        "Mẫu “{file}” dùng tên {name}, báo cáo không có tên ấy.",
        "Mở mẫu bằng Word, sửa tên đó; xem các tên dùng được ở docs/templates.md.",
    ),
    "template_no_content": Failure(
        "Mẫu “{file}” không có chỗ đặt nội dung.",
        "Thêm vào mẫu một đoạn chỉ có {slot}, hoặc bỏ tệp mẫu riêng để dùng mẫu của chương trình.",
    ),
    "template_broken": Failure(
        "Mẫu “{file}” bị lỗi nên không dựng được văn bản ({why}).",
        "Sửa thẻ trong mẫu, hoặc lấy lại mẫu gốc của chương trình.",
    ),
    "template_unfinished": Failure(
        "Mẫu “{file}” còn {what} nên chưa trình ký, phát hành được.",
        "Mở mẫu bằng Word, thẻ Xem lại (Review): chấp nhận hoặc từ chối hết sửa đổi, xóa hết nhận xét, lưu lại; rồi trình "
        "ký (hoặc làm lại việc này) trên mẫu đã sửa.",
    ),
    "template_without_number": Failure(
        "Mẫu “{file}” không có chỗ in số văn bản, nên văn bản sẽ phát hành mà không có số.",
        "Mở mẫu bằng Word, ghi thẻ {{{{ van_ban.so }}}} vào dòng số, như “Số: {{{{ van_ban.so }}}}/{{{{ van_ban.ky_hieu }}}}”, lưu lại; "
        "rồi trình ký (hoặc làm lại việc này) trên mẫu đã sửa.",
    ),
    "setup_no_excel": Failure(
        "Hệ này ({system}) không có Excel nên không cài nút bấm được.",
        "Dùng thẳng các lệnh của lhh-excel, hoặc chạy lhh-excel setup trên máy Windows hay Mac có Excel.",
    ),
    "setup_not_installed": Failure(
        "Chương trình đang chạy thẳng từ thư mục mã nguồn nên không tự chép sang môi trường riêng được.",
        "Cài bằng pip trước (xem docs/cai-dat.md), rồi chạy lại lhh-excel setup.",
    ),
    "no_pandas": Failure(
        "Bảng DataFrame cần thư viện pandas, mà bản cài bằng tệp cài đặt trên máy văn thư không mang theo.",
        "Cài chương trình bằng pip (xem docs/cai-dat.md), hoặc lấy số liệu bằng lệnh: lhh-excel report, lhh-excel validate --json.",
    ),
    "setup_no_udf_server": Failure(
        "Bản cài bằng tệp cài đặt không giữ Python chạy sẵn được: nó không mang theo thư viện xlwings cần cho việc ấy.",
        "Bỏ --udf-server: nút bấm vẫn dùng được. Cần giữ Python chạy sẵn thì cài từ mã nguồn (xem docs/cai-dat.md, mục 5).",
    ),
    "setup_not_brought": Failure(
        "Chỉ bản cài có Python riêng (từ tệp .zip) mới tự chép sang chỗ khác được.",
        "Giải nén tệp LHH-Cai-dat-….zip rồi chạy Cai-dat.cmd trong đó.",
    ),
    "setup_not_administrator": Failure(
        "Cài cho mọi người dùng của máy thì phải là người quản trị.",
        "Mở PowerShell bằng “Run as administrator” rồi chạy lại; hoặc chỉ cài cho riêng bạn bằng Cai-dat.cmd.",
    ),
    "setup_place_taken": Failure(
        "Đã có thư mục {folder}: ai đó có thể đã đặt sẵn tệp ở đó.",
        "Chọn một thư mục chưa có, hoặc xóa thư mục ấy nếu biết chắc nó là gì, rồi chạy lại.",
    ),
    "setup_excel_open": Failure("Excel đang mở nên chưa thay được chương trình.", "Lưu tệp, đóng Excel rồi chạy lại."),
    "no_rights_set": Failure(
        "Không đặt được quyền cho thư mục {file} nên không cài vào đó.",
        "Chọn thư mục trên ổ đĩa của máy (NTFS), ví dụ C:\\LHH, rồi chạy lại với quyền quản trị.",
    ),
    # usage (exit code 2)
    "setup_no_wheels": Failure(
        "Không có thư mục “{folder}” để lấy các tệp .whl.", "Kiểm tra lại đường dẫn ghi sau --wheels."
    ),
    "unknown_work": Failure(
        "Không làm được việc “{work}” cho nhiều sổ{meant}", "Sau --do ghi một hay nhiều việc: {known}."
    ),
    "periods_differ": Failure("Các sổ đang làm những kỳ khác nhau: {known}.", "Thêm --period và mã kỳ cần tổng hợp."),
    "unknown_type": Failure("Không có loại văn bản “{type}”.", "Chọn một trong: {known}."),
    "no_type": Failure(
        "Chưa biết “{file}” là loại văn bản gì.",
        "Thêm --type và chữ viết tắt (ví dụ CTr), hoặc dòng “loại: CTr” ở đầu tệp.",
    ),
    "type_of_others": Failure(
        "“{file}” là {what}, theo {keeps}, không phải loại văn bản của Nghị định 30.",
        "Lập theo Nghị định 30 thì thêm --type và chữ viết tắt (ví dụ CV); còn không thì theo mẫu riêng ấy.",
    ),
    "fix_needed": Failure("{option} chỉ dùng cùng --fix.", "Thêm --fix và tên tệp của bản sửa."),
    "fix_one_file": Failure("--fix chỉ sửa mỗi lần một tệp.", "Chạy lệnh riêng cho từng tệp."),
    "fix_or_out": Failure(
        "--fix và --out không dùng cùng nhau.", "Chạy hai lần: --out cho cả thư mục, --fix cho từng tệp."
    ),
    "out_no_xlsx": Failure("“{file}” không phải tên tệp Excel.", "Đặt tên bảng kết quả có đuôi .xlsx."),
    "no_documents": Failure(
        "Không có văn bản nào (.docx) trong “{place}”.", "Kiểm tra lại thư mục; thư mục con cũng được xem."
    ),
    "fix_no_docx": Failure("“{file}” không phải tên tệp Word.", "Đặt tên bản sửa có đuôi .docx."),
    "fix_same_file": Failure(
        "Bản sửa trùng với tệp gốc “{file}”: chương trình không ghi đè tệp gốc.", "Đặt tên khác cho bản sửa."
    ),
    "bad_call": Failure("{sentence}", "Xem cách dùng: {program} --help"),
    "only_at_issue": Failure(
        "--number, --date và --as-submitted chỉ dùng khi phát hành.", "Thêm --issue, hoặc bỏ các tùy chọn đó."
    ),
    "draft_not_at_issue": Failure(
        "--fresh và --draft không dùng khi phát hành: văn bản phát hành là bản đã trình ký.",
        "Bỏ các tùy chọn đó; muốn đổi nội dung thì trình ký lại (--submit).",
    ),
    "fresh_or_draft": Failure("--fresh và --draft không dùng cùng nhau.", "Bỏ một trong hai tùy chọn."),
    "number_needed": Failure(
        "Văn bản điện tử lấy số từ hệ thống quản lý văn bản.",
        "Thêm --number và số do hệ thống cấp.",
        "Bấm lại nút và ghi số do hệ thống cấp vào hộp hỏi.",
    ),
    "bad_date": Failure("“{value}” không phải là ngày.", "Ghi dạng dd/mm/yyyy hoặc yyyy-mm-dd, ví dụ 14/06/2026."),
    "bad_name": Failure(
        "Tên tệp “{file}” có ký tự không dùng được (dấu = hoặc đuôi lạ).", "Đổi tên tệp, không dùng dấu =, đuôi .xlsm."
    ),
    "bad_period": Failure(
        "“{period}” không phải là mã kỳ báo cáo{meant}", "Ghi dạng 2026-H1, 2026-H2, 2026, 2026-Q1 hoặc 2026-DX1."
    ),
    "bad_cutoff": Failure("Không có cách chia kỳ “{value}”.", "Chọn một trong: {known}."),
    "unknown_period": Failure(
        "Không có kỳ báo cáo “{period}” trong sổ{meant}",
        "Chọn một trong: {known}; hoặc thêm kỳ vào trang “Kỳ báo cáo”.",
    ),
    "period_without_dates": Failure(
        "Kỳ báo cáo “{period}” chưa có Từ ngày hoặc Đến ngày nên không biết đơn vị nào phải báo cáo.",
        "Ghi đủ hai ngày ấy ở trang “Kỳ báo cáo” (dd/mm/yyyy).",
    ),
    "received_ahead": Failure(
        "Ngày nhận {received} sau ngày tính {today}.", "Ghi ngày đã nhận phiếu ở --received, không ghi ngày chưa tới."
    ),
    "unknown_import": Failure(
        "Không có lần nhập phiếu số {id} trong trang “Nhật ký”.", "Xem số ở cột Thao tác của trang “Nhật ký”."
    ),
    "unknown_units": Failure(
        "Không có đơn vị {units} trong số phải báo cáo kỳ {period}.",
        "Kiểm tra mã, Ngày gia nhập và Ngày rời ở trang “Đơn vị”.",
    ),
    "no_period": Failure(
        "Chưa biết làm cho kỳ báo cáo nào.",
        "Ghi “Kỳ báo cáo” ở trang “Cấu hình”, hoặc thêm --period.",
        "Ghi “Kỳ báo cáo” ở trang “Cấu hình” rồi bấm lại nút.",
    ),
    "unknown_unit": Failure(
        "Không có đơn vị mang mã “{unit}” trong sổ.", "Chọn một trong: {known}; hoặc thêm vào trang “Đơn vị”."
    ),
    "unknown_signer": Failure(
        "Không có người ký “{name}”.", "Chọn một trong: {known}; hoặc thêm vào trang “Người ký”."
    ),
    # check of a Word file (exit code 3)
    "not_a_word_file": Failure(
        "“{file}” không phải tệp Word (.docx).", "Mở bằng Word rồi lưu lại dạng .docx, hoặc chọn tệp khác."
    ),
    "old_doc": Failure(
        "“{file}” là tệp Word đời cũ (.doc, .rtf).", "Mở bằng Word, chọn Lưu thành (Save As) dạng .docx rồi thử lại."
    ),
    # inside Excel
    "never_saved": Failure(
        "“{file}” chưa được lưu lần nào nên chưa có chỗ để ghi kết quả.",
        "Lưu sổ vào một thư mục trên máy (Tệp > Lưu thành, dạng .xlsm) rồi bấm lại nút.",
    ),
    "equals_in_name": Failure(
        "Tên tệp “{file}” có dấu “=”, nút bấm không chạy với tên như vậy.",
        "Đóng sổ, đổi tên tệp bỏ dấu “=”, mở lại rồi bấm lại nút.",
    ),
    "on_url": Failure(
        "“{file}” đang mở từ đường dẫn mạng (OneDrive, SharePoint), chương trình không ghi được vào đó.",
        "Lưu một bản vào thư mục trên máy (Tệp > Lưu thành > Máy tính này), mở bản đó rồi bấm lại nút.",
    ),
    "read_only": Failure(
        "“{file}” đang mở ở chế độ chỉ đọc nên không ghi được.",
        "Bấm “Cho phép chỉnh sửa”, đóng tệp ở máy hay cửa sổ khác đang giữ nó, hoặc lưu thành tệp mới, rồi bấm lại nút.",
    ),
    "sheet_protected": Failure(
        "Trang “{sheet}” đang được bảo vệ nên không ghi được; chưa ghi gì vào sổ.",
        "Bỏ bảo vệ (thẻ Xem lại > Bỏ bảo vệ trang tính) rồi bấm lại nút.",
    ),
    "excel_busy": Failure(
        "Excel đang bận: có ô đang gõ dở hoặc một hộp thoại đang mở.",
        "Nhấn Enter (hoặc Esc) để xong ô đó, đóng hộp thoại rồi bấm lại nút.",
    ),
    "copy_failed": Failure(
        "Excel không lưu được bản sao tạm của “{file}” vào “{folder}” để đọc; chưa ghi gì vào sổ.",
        "Lưu sổ lại, kiểm tra ổ đĩa của thư mục tạm đó còn chỗ và cho phép ghi, rồi bấm lại nút.",
    ),
    "not_opened": Failure(
        "Excel không mở lại được “{file}”; tệp vẫn nguyên vẹn.",
        "Tự mở lại tệp ấy (Tệp > Mở) để làm tiếp; bản trước khi ghi còn ở tệp .bak bên cạnh.",
    ),
    "save_failed": Failure(
        "Excel không lưu được “{file}” nên không đọc được những gì vừa gõ; chưa ghi gì vào sổ.",
        "Tự lưu sổ (Ctrl+S, máy Mac: Cmd+S); nếu sổ chỉ cho đọc thì lưu thành tệp mới, rồi bấm lại nút ở tệp đó.",
    ),
    "backup_failed": Failure(
        "Không lưu được bản sao lưu “{file}” nên chưa ghi gì vào sổ.",
        "Kiểm tra ổ đĩa còn chỗ và thư mục cho phép ghi, rồi bấm lại nút.",
    ),
    "not_taken": Failure(
        "Excel không nhận giá trị ở ô {cell} của trang “{sheet}”.",
        "Đóng sổ không lưu rồi mở lại; gửi tệp nhật ký cho người hỗ trợ.",
    ),
    "write_interrupted": Failure(
        "Việc ghi vào “{file}” bị dừng giữa chừng.",
        "Đóng sổ không lưu rồi mở lại; nếu đã lỡ lưu thì lấy lại bản trước khi ghi: {backup}",
    ),
    "interrupted_busy": Failure(
        "Việc ghi vào “{file}” bị dừng giữa chừng vì Excel đang bận (ô đang gõ dở hoặc hộp thoại đang mở).",
        "Đóng sổ không lưu, mở lại rồi bấm lại nút; nếu đã lỡ lưu thì lấy lại bản trước khi ghi: {backup}",
    ),
}

#: The end of a sentence about a word that is not known, where another may be meant.
MEANT = "; có phải là “{meant}”?"

#: Why a file could not be written, by the system's error name; `other` for the rest.
REASONS: dict[str, str] = {
    "ENOENT": "thư mục không có hoặc vừa bị xóa",
    "ENOTDIR": "một phần của đường dẫn không phải thư mục",
    "EISDIR": "đã có thư mục trùng tên",
    "EEXIST": "đã có tệp trùng tên với thư mục cần tạo",
    "ENAMETOOLONG": "tên tệp hoặc đường dẫn quá dài",
    "EIO": "ổ đĩa báo lỗi",
    "EBUSY": "tệp đang bận",
    "EINVAL": "tên tệp có ký tự không dùng được",
    "no_locks": "ổ đĩa không hỗ trợ khóa tệp",
    "other": "lỗi {code} của hệ thống",
}
