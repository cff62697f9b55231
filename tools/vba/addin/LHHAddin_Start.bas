Attribute VB_Name = "LHHAddin_Start"
Option Explicit
' Written by make build from lhh_excel/messages/commands.py and tools/macros.py; change it there.
' ASCII only: the code page of VBA has no Vietnamese, so what people read stands in cells, XML and Python.

' Runs a line of Python in the program that the configuration sheet of this file names, and waits for it.
Public Sub LHHAddin_Run(ByVal PythonCommand As String)
    Dim host As Object, program As String, command As String, code As Long, refused As Boolean
    If ActiveWorkbook Is Nothing Then
        LHHAddin_Say "LHH NO WORKBOOK"
        Exit Sub
    End If
    If InStr(Application.OperatingSystem, "Mac") > 0 Or LHHAddin_Setting("USE UDF SERVER") = "True" Then
        RunPython PythonCommand
        Exit Sub
    End If
    Set host = CreateObject("WScript.Shell")
    program = host.ExpandEnvironmentStrings(LHHAddin_Setting("INTERPRETER_WIN"))
    If Not CreateObject("Scripting.FileSystemObject").FileExists(program) Then
        LHHAddin_Say "LHH NOT INSTALLED"
        Exit Sub
    End If
    command = LHHAddin_Line(program, PythonCommand)
    On Error Resume Next
    code = host.Run(command, 0, True)
    refused = (Err.Number <> 0)
    On Error GoTo 0
    If refused Then
        LHHAddin_Say "LHH BLOCKED"
    ElseIf code <> 0 Then ' (0: Python has shown its own box. Else it broke off; its log says where.)
        LHHAddin_Say "LHH FAILED"
    End If
End Sub

' -I: nothing is imported from Excel's current folder, by PYTHONPATH or from the user's own packages.
' Run takes %NAME% for a variable of Windows; "?", which no file name has, stands for "%" until Python reads it.
Private Function LHHAddin_Line(ByVal Program As String, ByVal PythonCommand As String) As String
    LHHAddin_Line = Chr(34) & Program & Chr(34) & " -I -c " & Chr(34) & PythonCommand & Chr(34) & _
        " --wb=" & Chr(34) & Replace(ActiveWorkbook.Name, "%", "?") & Chr(34) & " --from_xl=1" & _
        " --app=" & Chr(34) & Application.Path & "\" & Application.Name & Chr(34) & " --hwnd=" & CStr(Application.Hwnd)
End Function

' A box with a text of the configuration sheet. MsgBox is ANSI; the popup of WScript.Shell is not, nor the status bar.
Private Sub LHHAddin_Say(ByVal Key As String)
    If InStr(Application.OperatingSystem, "Mac") > 0 Then
        Application.StatusBar = LHHAddin_Setting(Key)
    Else
        CreateObject("WScript.Shell").Popup LHHAddin_Setting(Key), 0, "LHH", 48
    End If
End Sub

' A line of the configuration sheet of this file, whichever workbook is active.
Private Function LHHAddin_Setting(ByVal Key As String) As String
    Dim cell As Range
    For Each cell In ThisWorkbook.Worksheets("LHH.conf").Range("A1:A50")
        If cell.Value = Key Then LHHAddin_Setting = CStr(cell.Offset(0, 1).Value)
    Next
End Function
