/**
 * What becomes of a grade sheet: a row for each student, with identities, late days and pseudonyms; files for Moodle,
 * Canvas and Classroom 50; feedback. Read {@link com.example.tools.grade.gradebook.Handing} first, which puts the rest
 * to use.
 */
package com.example.tools.grade.gradebook;
