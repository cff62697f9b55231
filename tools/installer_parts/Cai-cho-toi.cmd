@echo off
rem Beside a program that an administrator installed for all: each user of the PC runs this once. ASCII only.
chcp 65001 >nul
"%~dp0python\python.exe" -I -B -X utf8 -m lhh_excel setup
set code=%errorlevel%
if not "%1"=="/S" pause
exit /b %code%
