/**
 * A class is judged. Read {@code GradeProgram}, {@code ClassJudge}, {@code Submission} and {@code Answer} (what was
 * handed in; {@code Unusual} looks into it), {@code GradedLesson} (what judges it), {@code SubmissionCompiler} and
 * {@code SubmissionJudge} (one submission), {@code Score} and {@code Ledger} (the verdicts). The code of strangers
 * runs in {@code isolated}; what comes out is in {@code sheet} and {@code gradebook}.
 */
package com.example.tools.grade;
