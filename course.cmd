@echo off
rem One command for every program of the course; without an argument it lists them.
setlocal
set "COURSE_FROM=%CD%"
cd /d "%~dp0"
rem No line below may be in parentheses: a path such as "Program Files (x86)" would end them.
for %%j in (java.exe) do set "JAVA=%%~$PATH:j"
if not "%JAVA_HOME%"=="" set "JAVA=%JAVA_HOME%\bin\java.exe"
if "%JAVA%"=="" goto nojava
if not exist "%JAVA%" goto nohome
set "MADE=tools\target\course"
set "WITH="
if exist "%MADE%\java.home" set /p WITH=<"%MADE%\java.home"
if not exist "%MADE%\java.args" goto prepare
if not exist tools\course\target\classes\com\example\tools\programs\Main.class goto prepare
if "%WITH%"=="%JAVA%" goto run
:prepare
"%JAVA%" --list-modules 2> nul | findstr /b "jdk.compiler@17 jdk.compiler@18 jdk.compiler@19 jdk.compiler@2 jdk.compiler@3" > nul
if errorlevel 1 goto nojdk
"%JAVA%" tools\course\src\main\java\com\example\tools\process\Prepare.java
if errorlevel 1 exit /b 1
>"%MADE%\java.home" echo %JAVA%
:run
"%JAVA%" "@%MADE%\java.args" %*
exit /b %ERRORLEVEL%
:nojava
echo There is no java on the path: the course needs a JDK, 17 or later. 1>&2
exit /b 1
:nohome
echo There is no "%JAVA%", which JAVA_HOME leads to: the course needs a JDK, 17 or later. 1>&2
exit /b 1
:nojdk
echo The course needs a JDK, 17 or later; "%JAVA%" is older, or a runtime without a compiler. 1>&2
exit /b 1
