@echo off
rem For a PC on which no .exe from outside may run: the same as the installer. ASCII only; Python says the rest.
chcp 65001 >nul
"%~dp0python\python.exe" -I -B -X utf8 -m lhh_excel setup --place
if errorlevel 1 goto end
"%LocalAppData%\LHH\python\python.exe" -I -B -X utf8 -m lhh_excel setup
:end
set code=%errorlevel%
if not "%1"=="/S" pause
exit /b %code%
