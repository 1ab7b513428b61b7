package com.example.tools.grade.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.grade.Options;
import com.example.tools.grade.gradebook.Roster.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A roster is read as spreadsheets, Moodle and Canvas write it; what is wrong with one is told in a sentence. */
class RosterTest {

    @TempDir
    private Path folder;

    private Roster roster(String text) throws IOException {
        return Roster.read(Files.writeString(folder.resolve("roster.csv"), text));
    }

    private void refused(String sentence, String text) {
        String message = assertThrows(Options.WrongException.class, () -> roster(text)).getMessage();
        assertTrue(message.contains(sentence), message);
    }

    @Test
    void names_may_have_commas_quotes_line_ends_and_any_script() throws IOException {
        Roster roster = roster("\uFEFFFolder,Name,E-Mail\r\nada,\"Lovelace, \"\"Ada\"\"\",ada@x.org\r\n\r\n"
                + "bob,\"Bob\r\nBuilder\",bob@x.org\r\nkim,김철수,kim@x.org");
        assertEquals("Lovelace, \"Ada\"", roster.of("ada").get(0).name());
        assertEquals("Bob\r\nBuilder", roster.of("bob").get(0).name());
        assertEquals("김철수", roster.of("kim").get(0).name());
        assertEquals(6, roster.of("kim").get(0).line());
    }

    @Test
    void a_list_with_semicolons_or_tabs_is_one_too_and_unknown_columns_are_passed_over() throws IOException {
        for (String separator : new String[] {";", "\t"}) {
            Roster roster = roster(String.join(separator, "First name", "Last name", "ID number", "Groups", "folder")
                    + "\n" + String.join(separator, "Ada", "Lovelace", "42", "x", "ada") + "\n");
            assertEquals("Ada Lovelace", roster.of("ada").get(0).name());
            assertEquals("42", roster.of("ada").get(0).get(Column.NUMBER));
        }
    }

    @Test
    void an_export_of_Canvas_with_a_folder_added_is_one() throws IOException {
        Roster roster = roster("Student,ID,SIS User ID,SIS Login ID,Section,folder\n    Points Possible,,,,,\n"
                + "\"Lovelace, Ada\",7,s42,ada,A,ada\n");
        assertEquals(1, roster.entries().size());
        assertEquals("7 s42 ada A", String.join(" ", roster.of("ada").get(0).get(Column.CANVAS_ID),
                roster.of("ada").get(0).get(Column.NUMBER), roster.of("ada").get(0).get(Column.USERNAME),
                roster.of("ada").get(0).get(Column.SECTION)));
    }

    @Test
    void a_letter_and_its_accent_may_be_apart() throws IOException {
        assertEquals("a@x", roster("folder,email\nJos\u00e9,a@x\n").of("Jose\u0301").get(0).get(Column.EMAIL));
    }

    @Test
    void what_is_missing_is_named() {
        refused("roster.csv has no column \"folder\", which names each student's folder: its first line has \"name\","
                + " \"email\".", "name,email\nAda,ada@x\n");
        refused("has no column that tells who a student is", "folder,submitted\nada,2026-11-30T10:00Z\n");
        refused("roster.csv is empty", "");
        refused("has no student", "folder,email\n");
        refused("line 2: nothing in it tells who the student is", "folder,email\nada,\n");
        assertEquals("There is no file " + folder.resolve("none.csv") + ".", assertThrows(Options.WrongException.class,
                () -> Roster.read(folder.resolve("none.csv"))).getMessage());
    }

    @Test
    void one_student_has_one_folder_but_a_team_may_share_one() throws IOException {
        refused("lines 2 and 4: the email ada@x is there twice, with the folders \"ada\" and \"ada2\".",
                "folder,email\nada,ADA@x\nbob,bob@x\nada2,ada@x\n");
        assertEquals(2, roster("folder,email\nteam,ada@x\nteam,bob@x\n").of("team").size());
    }

    @Test
    void what_is_no_CSV_is_told_with_its_line() throws IOException {
        refused("line 3: it has 3 fields, and the first line names 2", "folder,name\nbob,Bob\nada,Lovelace, Ada\n");
        refused("line 2: a quote is opened and never closed", "folder,name\nada,\"Ada\nbob,Bob\n");
        refused("line 2: there is text behind a closing quote", "folder,name\nada,\"Ada\" Lovelace\n");
        refused("two columns that tell the email", "folder,email,E-mail\nada,a@x,a@y\n");
        Path latin = Files.write(folder.resolve("latin.csv"), "folder,name\nada,Jos\u00e9\n".getBytes(
                StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(Options.WrongException.class, () -> Roster.read(latin)).getMessage()
                .contains("latin.csv is not UTF-8"));
    }
}
