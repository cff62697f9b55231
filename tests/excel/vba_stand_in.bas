Attribute VB_Name = "xlwings"
Option Explicit
' Takes the place of xlwings.bas in a test build: LibreOffice runs nothing at all when one module doesn't compile.
' What our macros ask Windows for (CreateObject) they ask here.

Public Function RunPython(PythonCommand As String)
End Function

Public Function StandIn(Optional Name As String) As Object
    Set StandIn = New StandInOfWindows
End Function
