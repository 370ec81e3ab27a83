@echo off
rem What run.cmd, test.cmd and build.cmd share. Never tried on Windows: written by the book, please report what is wrong.
rem Windows has no package manager to rely on, so what is missing is named, not installed.
set "ROOT=%~dp0.."
where mvn >nul 2>nul || (
    echo kaobako: Maven was not found. Install it ^(https://maven.apache.org^) and a JDK 17 or later, and put both on the PATH. 1>&2
    exit /b 1
)
if defined JAVA_HOME set "PATH=%JAVA_HOME%\bin;%PATH%"
where javac >nul 2>nul || (
    echo kaobako: no JDK was found. Install a JDK 17 or later and set JAVA_HOME to its folder. 1>&2
    exit /b 1
)
if not exist "%SystemRoot%\System32\OpenCL.dll" (
    echo kaobako: note: OpenCL.dll was not found; the graphics card's current driver brings it. 1>&2
)
exit /b 0
