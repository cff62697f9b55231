Attribute VB_Name = "LHHAddin_Buttons"
Option Explicit
' Written by make build from lhh_excel/messages/commands.py and tools/macros.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.

Public Sub LHHAddin_TaoPhieu()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.tao_phieu()"
End Sub

Public Sub LHHAddin_NhapPhieu()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.nhap_phieu()"
End Sub

Public Sub LHHAddin_TinhHinhNop()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.tinh_hinh_nop()"
End Sub

Public Sub LHHAddin_DonDoc()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.don_doc()"
End Sub

Public Sub LHHAddin_KiemTra()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.kiem_tra()"
End Sub

Public Sub LHHAddin_SuaLoi()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.sua_loi()"
End Sub

Public Sub LHHAddin_TaoBaoCao()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.tao_bao_cao()"
End Sub

Public Sub LHHAddin_TrinhKy()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.trinh_ky()"
End Sub

Public Sub LHHAddin_PhatHanh()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.phat_hanh()"
End Sub

Public Sub LHHAddin_KhoaKy()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.khoa_ky()"
End Sub

Public Sub LHHAddin_SangKyMoi()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.sang_ky_moi()"
End Sub

Public Sub LHHAddin_MoLaiKy()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.mo_lai_ky()"
End Sub

Public Sub LHHAddin_KiemTraTheThuc()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.kiem_tra_the_thuc()"
End Sub

Public Sub LHHAddin_MoThuMuc()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.mo_thu_muc()"
End Sub

Public Sub LHHAddin_HuongDan()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.huong_dan()"
End Sub

Public Sub LHHAddin_CapNhatCot()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.cap_nhat_cot()"
End Sub

Public Sub LHHAddin_NangCap()
    LHHAddin_Run "import lhh_excel.buttons; lhh_excel.buttons.nang_cap()"
End Sub
