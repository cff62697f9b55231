Attribute VB_Name = "LHH_Ribbon"
Option Explicit
' Written by make build from lhh_excel/messages/commands.py and tools/macros.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.

Public Sub LHH_Ribbon_TaoPhieu(control As IRibbonControl)
    LHH_TaoPhieu
End Sub

Public Sub LHH_Ribbon_NhapPhieu(control As IRibbonControl)
    LHH_NhapPhieu
End Sub

Public Sub LHH_Ribbon_TinhHinhNop(control As IRibbonControl)
    LHH_TinhHinhNop
End Sub

Public Sub LHH_Ribbon_DonDoc(control As IRibbonControl)
    LHH_DonDoc
End Sub

Public Sub LHH_Ribbon_KiemTra(control As IRibbonControl)
    LHH_KiemTra
End Sub

Public Sub LHH_Ribbon_SuaLoi(control As IRibbonControl)
    LHH_SuaLoi
End Sub

Public Sub LHH_Ribbon_TaoBaoCao(control As IRibbonControl)
    LHH_TaoBaoCao
End Sub

Public Sub LHH_Ribbon_TrinhKy(control As IRibbonControl)
    LHH_TrinhKy
End Sub

Public Sub LHH_Ribbon_PhatHanh(control As IRibbonControl)
    LHH_PhatHanh
End Sub

Public Sub LHH_Ribbon_KhoaKy(control As IRibbonControl)
    LHH_KhoaKy
End Sub

Public Sub LHH_Ribbon_SangKyMoi(control As IRibbonControl)
    LHH_SangKyMoi
End Sub

Public Sub LHH_Ribbon_MoLaiKy(control As IRibbonControl)
    LHH_MoLaiKy
End Sub

Public Sub LHH_Ribbon_KiemTraTheThuc(control As IRibbonControl)
    LHH_KiemTraTheThuc
End Sub

Public Sub LHH_Ribbon_MoThuMuc(control As IRibbonControl)
    LHH_MoThuMuc
End Sub

Public Sub LHH_Ribbon_HuongDan(control As IRibbonControl)
    LHH_HuongDan
End Sub
