/** What {@code mvn test -Pgrade} prints at its end: Maven starts it as one file, and nothing else needs it. */
package com.example.tools.grade.table;
