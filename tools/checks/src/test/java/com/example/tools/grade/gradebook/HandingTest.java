package com.example.tools.grade.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.grade.Options;
import com.example.tools.grade.sheet.Sheet;
import com.example.tools.programs.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What becomes of a sheet: gradebooks, pseudonyms, feedback, and what a teacher is told. */
class HandingTest {

    private static final Sheet SHEET = Sheets.of(
            Sheets.student("=cmd()", "+a", ".", "."),
            Sheets.student("ada", "+a", "-b", "+c"),
            Sheets.student("bob", "+x", ".", "+c"),
            Sheets.student("zed", ".", ".", "."));

    private static final String ROSTER = """
            folder,name,email,username,submitted
            ada,"Lovelace, Ada",ada@x.org,ada1,2026-11-30 10:00
            bob,@Bob,bob@x.org,bob1,2026-12-01T12:00:01Z
            zed2,Zed,zed@x.org,zed1,
            ,Nemo,nemo@x.org,nemo1,
            """;

    @TempDir
    private Path folder;
    private Course course;
    private String said;

    /** A program that has these options and no others. */
    @CommandLine.Command
    private static final class Program implements Callable<Integer> {

        @CommandLine.Mixin
        private Handing handing = new Handing();

        @Override
        public Integer call() {
            return 0;
        }
    }

    @BeforeEach
    void course() throws IOException {
        course = Fixture.in(folder.resolve("course"));
    }

    private Sheet hand(String... words) throws IOException {
        Program options = new Program();
        Commands.commandLine("grade", options).parseArgs(words);
        options.handing.check(Map.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sheet sheet = options.handing.write(course, SHEET, false, folder.resolve("out"),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        return sheet;
    }

    private String roster(String text) throws IOException {
        return Files.writeString(folder.resolve("roster.csv"), text).toString();
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name)).replace("\r\n", "\n");
    }

    @Test
    void without_a_roster_a_folder_is_a_student() throws IOException {
        hand("--format", "moodle,canvas");
        assertEquals("""
                \uFEFFstudent,handed in,lesson 01,lesson 02,points,of,alike
                "'=cmd()",yes,1,0,1,2.5,1.1: ada
                ada,yes,1,0.5,1.5,2.5,1.1: =cmd(); 2.1: bob
                bob,yes,1,0.5,1.5,2.5,2.1: ada
                zed,yes,0,0,0,2.5,
                """, read("gradebook.csv"));
        assertTrue(read("moodle.csv").startsWith("Username,Lesson 01,Lesson 02\n\"'=cmd()\",1,0\nada,1,0.5\n"));
        assertTrue(read("canvas.csv").contains("\nada,,,ada,,1,0.5\n"), read("canvas.csv"));
        assertTrue(said.contains("Handed in alike by bob: 2.1: ada."), said);
    }

    @Test
    void a_roster_tells_who_it_is_and_who_handed_in_nothing() throws IOException {
        hand("--roster", roster(ROSTER), "--format", "moodle", "--format", "canvas", "--deadline", "2026-11-30T12:00Z",
                "--penalty", "10");
        assertEquals("""
                \uFEFFstudent,name,email,username,submitted,handed in,days late,penalty %,\
                lesson 01,lesson 02,points,of,alike
                ada,"Lovelace, Ada",ada@x.org,ada1,2026-11-30 10:00,yes,0,0,1,0.5,1.5,2.5,1.1: =cmd(); 2.1: bob
                bob,"'@Bob",bob@x.org,bob1,2026-12-01T12:00:01Z,yes,2,20,0.80,0.40,1.20,2.5,2.1: ada
                zed2,Zed,zed@x.org,zed1,,nothing,,0,0,0,0,2.5,
                Nemo,Nemo,nemo@x.org,nemo1,,nothing,,0,0,0,0,2.5,
                "'=cmd()",,,,,yes,,0,1,0,1,2.5,1.1: ada
                zed,,,,,yes,,0,0,0,0,2.5,
                """, read("gradebook.csv"));
        assertEquals("""
                Username,Email address,Lesson 01,Lesson 02
                ada1,ada@x.org,1,0.5
                bob1,bob@x.org,0.80,0.40
                zed1,zed@x.org,0,0
                nemo1,nemo@x.org,0,0
                """, read("moodle.csv"));
        assertEquals("""
                Student,ID,SIS User ID,SIS Login ID,Section,Lesson 01,Lesson 02
                    Points Possible,,,,,2,0.5
                "Lovelace, Ada",,,ada1,,1,0.5
                "'@Bob",,,bob1,,0.80,0.40
                Zed,,,zed1,,0,0
                Nemo,,,nemo1,,0,0
                """, read("canvas.csv"));
        assertTrue(said.contains("Zed handed in nothing: there is no folder zed2; is it zed?\n"), said);
        assertTrue(said.contains("Nemo handed in nothing: the roster names no folder.\n"), said);
        assertTrue(said.contains("No line of the roster has the folder zed; is it zed2?\n"), said);
        assertTrue(said.contains("It is not known when =cmd() handed in: nothing is taken off.\n"), said);
        assertTrue(read("feedback/bob.md").contains("Handed in late: 2 days"), read("feedback/bob.md"));
    }

    @Test
    void a_pseudonym_tells_nothing_and_stays_the_same() throws IOException {
        hand("--roster", roster(ROSTER), "--format", "moodle");
        Sheet first = hand("--roster", roster(ROSTER), "--anonymous");
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = file.getFileName() + Files.readString(file);
                for (String name : List.of("ada", "bob", "zed", "cmd()", "Lovelace", "x.org", "Nemo")) {
                    assertFalse(text.contains(name), () -> file + " names " + name);
                }
            }
        }
        String key = Files.readString(folder.resolve("out-key.csv"));
        assertTrue(key.matches("(?s).*\r\nstudent-[0-9A-Z]{6},ada\r\n.*"), key);
        assertEquals(first, hand("--roster", roster(ROSTER), "--anonymous"));
        assertEquals(key, Files.readString(folder.resolve("out-key.csv")));
    }

    @Test
    void feedback_tells_the_story_the_rule_and_where_to_read() throws IOException {
        hand();
        assertEquals("""
                <!-- written by ./course grade -->
                # ada: 1.5 of 2.5 points

                | exercise | | tests | points |
                | --- | --- | --: | --: |
                | 1.1 Adder | \u2714 passed | 5 of 5 | 1 of 1 |
                | 1.2 Doubler | \u2718 failed | 2 of 5 | 0 of 1 |
                | 2.1 Counter | \u2714 passed | 5 of 5 | 0.5 of 0.5 |

                ## 1.2 Doubler

                2 of 5 tests pass. This is what the first failure tells:

                ````text
                """ + Sheets.STORY + """

                ````

                **The rule:** A sum of nothing is nothing \\(RFC 9110, section 8.6\\).

                **Where to read:** [RFC 9110, section 8.6](https://www.rfc-editor.org/rfc/rfc9110#section-8.6); the\
                 task in the Javadoc of `Doubler`, hints in `01-sum/EXERCISES.md` under 1.2, and the lesson in\
                 `01-sum/README.md`.
                """, read("feedback/ada.md"));
        assertTrue(read("feedback/=cmd().md").contains("# =cmd\\(\\): 1 of 2.5 points"));
        assertEquals("a_b.md", FeedbackPage.fileName("a/b"));
    }

    @Test
    void what_an_earlier_run_wrote_goes_and_what_a_teacher_wrote_stays() throws IOException {
        hand("--format", "moodle");
        Files.writeString(folder.resolve("out/feedback/gone.md"), FeedbackPage.MARK + "\n");
        Files.writeString(folder.resolve("out/feedback/mine.md"), "To whom it may concern\n");
        hand();
        assertFalse(Files.exists(folder.resolve("out/moodle.csv")));
        assertFalse(Files.exists(folder.resolve("out/feedback/gone.md")));
        assertTrue(Files.exists(folder.resolve("out/feedback/mine.md")));
    }

    @Test
    void words_that_do_not_fit_are_told_before_anything_is_judged() throws IOException {
        String roster = roster(ROSTER);
        refused("--format wants classroom50, moodle or canvas, not \"excel\".", "--format", "excel");
        refused("--penalty wants a --deadline.", "--penalty", "10");
        refused("--deadline wants a --roster with a column \"submitted\"", "--deadline", "2026-11-30T12:00Z");
        refused("--anonymous has no names, and moodle asks for them.", "--anonymous", "--format", "moodle");
        refused("there is no CLASSROOM", "--format", "classroom50");
        refused("has no zone", "--roster", roster, "--deadline", "2026-11-30T12:00");
        roster = roster(ROSTER.replace("2026-11-30 10:00", "30.11.2026"));
        refused("The roster's line 2: \"30.11.2026\" is no time", "--roster", roster, "--deadline",
                "2026-11-30T12:00Z");
        roster = roster("folder,name\nada,Ada\n");
        refused("Moodle knows a student by", "--roster", roster, "--format", "moodle");
        refused("Canvas knows a student by", "--roster", roster, "--format", "canvas");
    }

    private void refused(String sentence, String... words) {
        String message = assertThrows(Options.WrongException.class, () -> hand(words)).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
