Attribute VB_Name = "xlwings"
Option Explicit
' Takes the place of xlwings.bas in a test build: LibreOffice runs nothing at all when one module doesn't compile.
' Same names, same command; Python is started by Shell instead of WScript.Shell.

Public Function RunPython(PythonCommand As String)
    Dim arguments As String
    arguments = """" & Environ("LHH_PRESS_DRIVER") & """ """ & ConvertFromURL(ThisComponent.URL) & """ """ & PythonCommand & """"
    Shell Environ("LHH_PRESS_PYTHON"), 0, arguments, True
End Function

Public Function GetConfig(ConfigKey As String, Optional Fallback As String = "") As Variant
    GetConfig = Environ("LHH_PRESS_PYTHON")
End Function
