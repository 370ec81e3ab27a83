@echo off
rem Makes an installer: build.cmd [msi^|tar^|image], msi if nothing is said; it lies in target\dist. Never tried on Windows.
rem An msi needs the WiX Toolset 3 on the PATH (jpackage calls it); GitHub's machines have it.
setlocal
call "%~dp0steps.cmd" || exit /b 1
set "TYPE=%~1"
if "%TYPE%"=="" set "TYPE=msi"
rem what an older build needed must not be shipped
if exist "%ROOT%\target\lib" rmdir /s /q "%ROOT%\target\lib"
call mvn -B -q -ntp -f "%ROOT%\pom.xml" -DskipTests package || exit /b 1
java -cp "%ROOT%\target\test-classes;%ROOT%\target\classes;%ROOT%\target\lib\*" kaobako.installer.Packaging "%ROOT%" %TYPE%
exit /b %ERRORLEVEL%
