@echo off
rem Takes the program away; workbooks and documents stay. For what Cai-dat.cmd has put there. ASCII only.
chcp 65001 >nul
set "place=%LocalAppData%\LHH"
cd /d "%TEMP%"
"%place%\python\python.exe" -I -B -X utf8 -m lhh_excel setup --uninstall
set code=%errorlevel%
if not "%code%"=="0" goto end
for %%f in (python new old) do if exist "%place%\%%f" rmdir /s /q "%place%\%%f"
for %%f in (lhh-excel Cai-cho-toi) do if exist "%place%\%%f.cmd" del "%place%\%%f.cmd"
:end
if not "%1"=="/S" pause
if not "%code%"=="0" exit /b %code%
rem One line: this file itself may be the one that goes.
del "%place%\Go-bo.cmd" & rmdir "%place%" & exit /b 0
