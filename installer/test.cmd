@echo off
rem Runs all tests; arguments go to Maven, for instance -Dtest=QueueTest. Never tried on Windows. The tests need an OpenCL device with a
rem compiler; those that compare OpenCL implementations skip themselves where those are not installed.
setlocal
call "%~dp0steps.cmd" || exit /b 1
call mvn -B -ntp -f "%ROOT%\pom.xml" -Dkaobako.headless=false test %*
exit /b %ERRORLEVEL%
