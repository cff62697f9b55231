Attribute VB_Name = "LHH_Buttons"
Option Explicit
' Written by make build from lhh_excel/messages/commands.py and tools/macros.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.

Public Sub LHH_TaoPhieu()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.tao_phieu()"
End Sub

Public Sub LHH_NhapPhieu()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.nhap_phieu()"
End Sub

Public Sub LHH_TinhHinhNop()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.tinh_hinh_nop()"
End Sub

Public Sub LHH_DonDoc()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.don_doc()"
End Sub

Public Sub LHH_KiemTra()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.kiem_tra()"
End Sub

Public Sub LHH_SuaLoi()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.sua_loi()"
End Sub

Public Sub LHH_TaoBaoCao()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.tao_bao_cao()"
End Sub

Public Sub LHH_TrinhKy()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.trinh_ky()"
End Sub

Public Sub LHH_PhatHanh()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.phat_hanh()"
End Sub

Public Sub LHH_KhoaKy()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.khoa_ky()"
End Sub

Public Sub LHH_SangKyMoi()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.sang_ky_moi()"
End Sub

Public Sub LHH_MoLaiKy()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.mo_lai_ky()"
End Sub

Public Sub LHH_KiemTraTheThuc()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.kiem_tra_the_thuc()"
End Sub

Public Sub LHH_MoThuMuc()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.mo_thu_muc()"
End Sub

Public Sub LHH_HuongDan()
    LHH_Run "import lhh_excel.buttons; lhh_excel.buttons.huong_dan()"
End Sub
