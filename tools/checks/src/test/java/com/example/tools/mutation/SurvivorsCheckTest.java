package com.example.tools.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of changes that no test notices. */
class SurvivorsCheckTest {

    @TempDir
    private Path folder;

    @Test
    void entries_stand_one_below_the_other_and_a_reason_may_have_several_lines() throws Exception {
        List<Survivors.Entry> entries = Survivors.read(write("""
                # A comment.
                One.a: removed call
                  | a();
                  = Nobody sees it,
                    nor hears it.
                Two.b: removed call
                  | b();
                  = Nobody feels it.

                Three.c: removed call
                  | c();
                  = Nobody knows.
                """)).entries();
        assertEquals(List.of(new Survivors.Entry("One.a: removed call", "a();", "Nobody sees it, nor hears it."),
                new Survivors.Entry("Two.b: removed call", "b();", "Nobody feels it."),
                new Survivors.Entry("Three.c: removed call", "c();", "Nobody knows.")), entries);
    }

    @Test
    void an_entry_without_a_reason_is_told_with_its_line() throws Exception {
        Path file = write("""
                One.a: removed call
                  | a();
                  = Nobody sees it.
                Two.b: removed call
                  | b();
                """);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Survivors.read(file));
        assertTrue(e.getMessage().contains("line 4"), e.getMessage());
    }

    @Test
    void what_is_listed_twice_survives_twice() {
        Survivors.Entry entry = new Survivors.Entry("One.a: removed call", "a();", "");
        assertEquals(List.of(entry), Survivors.without(List.of(entry, entry), List.of(entry)));
        assertEquals(List.of(), Survivors.without(List.of(entry), List.of(entry, entry)));
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("01-lesson-solutions.txt"), text);
    }
}
