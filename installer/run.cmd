@echo off
rem Builds if there is no program yet, starts Kaobako: the studio, or the command line when there are arguments.
rem Never tried on Windows. After a change of the sources: run.cmd does not notice; delete the folder target.
setlocal
call "%~dp0steps.cmd" || exit /b 1
if not exist "%ROOT%\target\lib" (
    echo kaobako: building ^(the first time fetches libraries; about a minute^) 1>&2
    call mvn -B -q -ntp -f "%ROOT%\pom.xml" -Dmaven.test.skip=true package || exit /b 1
)
for %%J in ("%ROOT%\target\kaobako-*.jar") do set "JAR=%%~fJ"
java -Dfile.encoding=UTF-8 -jar "%JAR%" %*
exit /b %ERRORLEVEL%
