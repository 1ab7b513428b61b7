@echo off
rem The learner's loop: watches the exercises, and judges what you save. See docs/learn.md.
setlocal
cd /d "%~dp0"
set "JAVA=java"
if not "%JAVA_HOME%"=="" set "JAVA=%JAVA_HOME%\bin\java"
set "ARGS=tools\target\learn\java.args"
if not exist "%ARGS%" goto prepare
if not exist tools\course\target\classes\com\example\tools\learn\Learn.class goto prepare
"%JAVA%" "@%ARGS%" %*
rem 75: something that it was prepared for has changed.
if not %ERRORLEVEL%==75 exit /b %ERRORLEVEL%
:prepare
"%JAVA%" tools\course\src\main\java\com\example\tools\learn\Prepare.java
if errorlevel 1 exit /b 1
"%JAVA%" "@%ARGS%" %*
exit /b %ERRORLEVEL%
