Attribute VB_Name = "LHHAddin_Ribbon"
Option Explicit
' Written by make build from lhh_excel/messages/commands.py and tools/macros.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.

Public Sub LHHAddin_Ribbon_TaoPhieu(control As IRibbonControl)
    LHHAddin_TaoPhieu
End Sub

Public Sub LHHAddin_Ribbon_NhapPhieu(control As IRibbonControl)
    LHHAddin_NhapPhieu
End Sub

Public Sub LHHAddin_Ribbon_TinhHinhNop(control As IRibbonControl)
    LHHAddin_TinhHinhNop
End Sub

Public Sub LHHAddin_Ribbon_DonDoc(control As IRibbonControl)
    LHHAddin_DonDoc
End Sub

Public Sub LHHAddin_Ribbon_KiemTra(control As IRibbonControl)
    LHHAddin_KiemTra
End Sub

Public Sub LHHAddin_Ribbon_SuaLoi(control As IRibbonControl)
    LHHAddin_SuaLoi
End Sub

Public Sub LHHAddin_Ribbon_TaoBaoCao(control As IRibbonControl)
    LHHAddin_TaoBaoCao
End Sub

Public Sub LHHAddin_Ribbon_TrinhKy(control As IRibbonControl)
    LHHAddin_TrinhKy
End Sub

Public Sub LHHAddin_Ribbon_PhatHanh(control As IRibbonControl)
    LHHAddin_PhatHanh
End Sub

Public Sub LHHAddin_Ribbon_KhoaKy(control As IRibbonControl)
    LHHAddin_KhoaKy
End Sub

Public Sub LHHAddin_Ribbon_SangKyMoi(control As IRibbonControl)
    LHHAddin_SangKyMoi
End Sub

Public Sub LHHAddin_Ribbon_MoLaiKy(control As IRibbonControl)
    LHHAddin_MoLaiKy
End Sub

Public Sub LHHAddin_Ribbon_KiemTraTheThuc(control As IRibbonControl)
    LHHAddin_KiemTraTheThuc
End Sub

Public Sub LHHAddin_Ribbon_MoThuMuc(control As IRibbonControl)
    LHHAddin_MoThuMuc
End Sub

Public Sub LHHAddin_Ribbon_HuongDan(control As IRibbonControl)
    LHHAddin_HuongDan
End Sub

Public Sub LHHAddin_Ribbon_CapNhatCot(control As IRibbonControl)
    LHHAddin_CapNhatCot
End Sub

Public Sub LHHAddin_Ribbon_NangCap(control As IRibbonControl)
    LHHAddin_NangCap
End Sub
