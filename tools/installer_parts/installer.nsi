; The program for a clerk's PC as one file; put together by tools/installer.py, which says what VERSION, OUT, FILES and
; SIZE_KB and LANGUAGE are. Per user: no administrator, nothing in HKLM or Program Files. /S: silent.
;
; Exit codes: 0 installed (setup.txt says what a person must still do), 3 Excel is open, 4 another installation runs,
; 5 not copied, 6 the old program is in use, 7 set up in part. After 3 to 6 all is as it was before.
Unicode true
Target amd64-unicode
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 32
!define NAME "Sổ theo dõi LHH"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\LHH"
Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestSupportedOS all
ManifestDPIAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText " "
!include MUI2.nsh
!include LogicLib.nsh
; What is not said here comes from NSIS, which speaks of files and libraries, and of the clerk's book as if it went.
!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${NAME}"
!define MUI_WELCOMEPAGE_TEXT "Chương trình được cài riêng cho tài khoản Windows của bạn, không cần quyền quản trị và không cần mạng.$\r$\n$\r$\nNếu máy đã có bản trước: sổ và văn bản của bạn giữ nguyên.$\r$\n$\r$\nHãy lưu tệp và đóng Excel, rồi bấm “Cài đặt”. Việc cài mất khoảng một phút."
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "Đang cài đặt"
!define MUI_PAGE_HEADER_SUBTEXT "Khoảng một phút. Xin đừng mở Excel và đừng tắt máy."
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã cài xong"
!define MUI_FINISHPAGE_TEXT "Trên màn hình có hai biểu tượng: Sổ theo dõi và Hướng dẫn.$\r$\n$\r$\nMở Sổ theo dõi, bấm nút Kiểm tra dữ liệu: một hộp hiện ra là dùng được."
!define MUI_FINISHPAGE_BUTTON "Xong"
!insertmacro MUI_PAGE_FINISH
!define MUI_PAGE_HEADER_TEXT "Gỡ chương trình"
!define MUI_PAGE_HEADER_SUBTEXT "Sổ, văn bản và bản sao lưu của bạn còn nguyên."
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Chỉ chương trình ở thư mục dưới đây, tiện ích LHH.xlam và hai biểu tượng trên màn hình bị gỡ. Hãy đóng Excel, rồi bấm “Gỡ bỏ”."
!define MUI_UNCONFIRMPAGE_TEXT_LOCATION "Gỡ khỏi:"
!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_PAGE_HEADER_TEXT "Đang gỡ chương trình"
!define MUI_PAGE_HEADER_SUBTEXT "Xin đợi một lát."
!define MUI_INSTFILESPAGE_FINISHHEADER_TEXT "Đã gỡ xong"
!define MUI_INSTFILESPAGE_FINISHHEADER_SUBTEXT "Sổ, văn bản và bản sao lưu của bạn còn nguyên."
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGEEX "${LANGUAGE}" "Vietnamese"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileDescription" "Cài đặt ${NAME}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "LegalCopyright" "MIT"

!macro OneAtATimeWithoutExcel
  StrCpy $INSTDIR "$LOCALAPPDATA\LHH" ; no other place: what others can write to must not be run
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "LHH-Cai-dat") p .r1 ?e'
  Pop $0
  ${If} $0 = 183
    MessageBox MB_OK|MB_ICONEXCLAMATION "Một lần cài hoặc gỡ khác đang chạy. Hãy đợi nó xong." /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ${Do}
    FindWindow $0 "XLMAIN"
    ${If} $0 = 0
      ${Break}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Excel đang mở. Hãy lưu tệp, đóng Excel rồi bấm Retry (Thử lại)." /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${Loop}
!macroend

Function .onInit
  !insertmacro OneAtATimeWithoutExcel
FunctionEnd

Function un.onInit
  !insertmacro OneAtATimeWithoutExcel
FunctionEnd

!macro Stop CODE TEXT
  RMDir /r "$INSTDIR\new"
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

Section
  DetailPrint "Đang chép chương trình vào máy…"
  SetDetailsPrint none ; three thousand names
  ; The new program is whole beside the old one before they change places: one of them is there whatever interrupts.
  ${IfNot} ${FileExists} "$INSTDIR\python\*.*"
  ${AndIf} ${FileExists} "$INSTDIR\old\*.*"
    Rename "$INSTDIR\old" "$INSTDIR\python"
  ${EndIf}
  RMDir /r "$INSTDIR\new"
  ClearErrors
  SetOverwrite try
  !include "${FILES}"
  SetOutPath "$INSTDIR" ; else the folder could not be renamed
  ${If} ${Errors}
    !insertmacro Stop 5 "Không chép được tệp: ổ đĩa đầy, hoặc Windows chặn. Bản cũ, nếu có, vẫn còn nguyên. Hãy dọn bớt ổ đĩa rồi cài lại; nếu vẫn vậy, nhờ người phụ trách máy tính."
  ${EndIf}
  RMDir /r "$INSTDIR\old"
  ${If} ${FileExists} "$INSTDIR\python\*.*"
    ClearErrors
    Rename "$INSTDIR\python" "$INSTDIR\old"
    ${If} ${Errors}
      !insertmacro Stop 6 "Chương trình đang chạy. Hãy đóng Excel, đợi một phút rồi cài lại."
    ${EndIf}
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\new\python" "$INSTDIR\python"
  ${If} ${Errors}
    Rename "$INSTDIR\old" "$INSTDIR\python"
    !insertmacro Stop 6 "Không đặt được chương trình vào chỗ. Bản cũ, nếu có, vẫn còn nguyên. Hãy khởi động lại máy rồi cài lại."
  ${EndIf}
  Delete "$INSTDIR\lhh-excel.cmd"
  Rename "$INSTDIR\new\lhh-excel.cmd" "$INSTDIR\lhh-excel.cmd"
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  ; In Windows' list before setup runs: one that broke off can be taken away.
  WriteUninstaller "$INSTDIR\Go-bo.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "lhh_excel"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Go-bo.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Go-bo.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  SetDetailsPrint textonly
  DetailPrint "Đang chuẩn bị sổ và Excel…"
  SetDetailsPrint none
  nsExec::Exec '"$INSTDIR\python\python.exe" -I -B -m lhh_excel setup --report "$INSTDIR\setup.txt"'
  Pop $0
  ${If} $0 == 1
    MessageBox MB_YESNO|MB_ICONINFORMATION "Đã cài, nhưng còn việc phải có người làm (dòng CẦN LÀM). Mở danh sách?" /SD IDNO IDNO end
    ExecShell "open" "$INSTDIR\setup.txt"
  ${ElseIf} $0 != 0
    MessageBox MB_OK|MB_ICONSTOP "Chưa cài xong. Lý do và cách xử lý ghi ở $INSTDIR\setup.txt; cài lại được." /SD IDOK
    SetErrorLevel 7
    Quit
  ${EndIf}
  end:
  SetDetailsPrint textonly
SectionEnd

Section Uninstall
  DetailPrint "Đang gỡ chương trình…"
  SetDetailsPrint none
  ; A program that does not start any more is taken away all the same.
  nsExec::Exec '"$INSTDIR\python\python.exe" -I -B -m lhh_excel setup --uninstall --report "$INSTDIR\setup.txt"'
  Pop $0
  ${If} $0 == 1
  ${OrIf} $0 == 5
    MessageBox MB_OK|MB_ICONSTOP "Chưa gỡ được. Lý do và cách xử lý ghi ở $INSTDIR\setup.txt; gỡ lại được." /SD IDOK
    SetErrorLevel 7
    Quit
  ${EndIf}
  ; By name, only what we brought.
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\old"
  Delete "$INSTDIR\setup.txt"
  Delete "$INSTDIR\lhh-excel.cmd"
  Delete "$INSTDIR\Cai-cho-toi.cmd"
  Delete "$INSTDIR\Go-bo.cmd"
  Delete "$INSTDIR\Go-bo.exe"
  DeleteRegKey HKCU "${UNINSTALL}"
  RMDir "$INSTDIR"
  SetDetailsPrint textonly
SectionEnd
