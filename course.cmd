@echo off
rem One command for every program of the course; without an argument it lists them.
setlocal
set "COURSE_FROM=%CD%"
cd /d "%~dp0"
set "JAVA=java"
if not "%JAVA_HOME%"=="" set "JAVA=%JAVA_HOME%\bin\java"
set "ARGS=tools\target\course\java.args"
if not exist "%ARGS%" goto prepare
if exist tools\course\target\classes\com\example\tools\programs\Main.class goto run
:prepare
"%JAVA%" --list-modules 2> nul | findstr /b "jdk.compiler@17 jdk.compiler@18 jdk.compiler@19 jdk.compiler@2 jdk.compiler@3" > nul
if errorlevel 1 (
  echo The course needs a JDK, 17 or later; %JAVA% is none. 1>&2
  exit /b 1
)
"%JAVA%" tools\course\src\main\java\com\example\tools\process\Prepare.java
if errorlevel 1 exit /b 1
:run
"%JAVA%" "@%ARGS%" %*
exit /b %ERRORLEVEL%
