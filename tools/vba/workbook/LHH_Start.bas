Attribute VB_Name = "LHH_Start"
Option Explicit
' Written by make build from lhh_excel/messages/commands.py and tools/macros.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.

' Runs a line of Python in the program that the configuration sheet of this file names, and waits for it.
Public Sub LHH_Run(ByVal PythonCommand As String)
    Dim host As Object, program As String, command As String, code As Long, refused As Boolean
    If InStr(Application.OperatingSystem, "Mac") > 0 Or LHH_Setting("USE UDF SERVER") = "True" Then
        RunPython PythonCommand
        Exit Sub
    End If
    Set host = CreateObject("WScript.Shell")
    program = host.ExpandEnvironmentStrings(LHH_Setting("INTERPRETER_WIN"))
    If Not CreateObject("Scripting.FileSystemObject").FileExists(program) Then
        LHH_Say "LHH NOT INSTALLED"
        Exit Sub
    End If
    command = LHH_Line(program, PythonCommand)
    On Error Resume Next
    code = host.Run(command, 0, True)
    refused = (Err.Number <> 0)
    On Error GoTo 0
    If refused Then
        LHH_Say "LHH BLOCKED"
    ElseIf code <> 0 Then ' (0: Python has shown its own box. Else it broke off; its log says where.)
        LHH_Say "LHH FAILED"
    End If
End Sub

' -I: nothing is imported from Excel's current folder, by PYTHONPATH or from the user's own packages.
' Run takes %NAME% for a variable of Windows; "?", which no file name has, stands for "%" until Python reads it.
Private Function LHH_Line(ByVal Program As String, ByVal PythonCommand As String) As String
    LHH_Line = Chr(34) & Program & Chr(34) & " -I -c " & Chr(34) & PythonCommand & Chr(34) & _
        " --wb=" & Chr(34) & Replace(ThisWorkbook.Name, "%", "?") & Chr(34) & " --from_xl=1" & _
        " --app=" & Chr(34) & Application.Path & "\" & Application.Name & Chr(34) & " --hwnd=" & CStr(Application.Hwnd)
End Function

' A box with a text of the configuration sheet. MsgBox is ANSI; the popup of WScript.Shell is not, nor the status bar.
Private Sub LHH_Say(ByVal Key As String)
    If InStr(Application.OperatingSystem, "Mac") > 0 Then
        Application.StatusBar = LHH_Setting(Key)
    Else
        CreateObject("WScript.Shell").Popup LHH_Setting(Key), 0, "LHH", 48
    End If
End Sub

' A line of the configuration sheet of this file, whichever workbook is active.
Private Function LHH_Setting(ByVal Key As String) As String
    Dim cell As Range
    For Each cell In ThisWorkbook.Worksheets("xlwings.conf").Range("A1:A50")
        If cell.Value = Key Then LHH_Setting = CStr(cell.Offset(0, 1).Value)
    Next
End Function
