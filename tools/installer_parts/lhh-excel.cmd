@echo off
rem The command line of the program that lies here: "%LocalAppData%\LHH\lhh-excel" setup --check. ASCII only.
"%~dp0python\python.exe" -I -B -X utf8 -m lhh_excel %*
