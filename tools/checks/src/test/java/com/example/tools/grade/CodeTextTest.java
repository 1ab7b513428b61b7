package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.grade.sheet.Sheet;
import com.example.tools.judge.JavaSource;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that differ in comments and spaces only are judged once; what an answer relies on is part of it. */
class CodeTextTest {

    private static final String BY_ADDER = SmallCourse.doubler("return Adder.add(number, number);");
    private static final String BY_HELPER = SmallCourse.doubler("return Twice.of(number);");
    private static final String HELPER = "\nfinal class Twice {\n    static int of(int n) {\n        return %d * n;\n"
            + "    }\n}\n";

    @TempDir
    private Path folder;

    @Test
    void comments_go_and_what_makes_a_difference_stays() {
        assertEquals("a\n+b;", code("a // one\r\n  +  b ; // two"));
        assertEquals("int a;", code("/* one */ int/**/a /* two */;"));
        assertEquals("a\n\nb", code("a /* one\n two */\n b"));
        assertEquals("a=b/ /c", code("a = b / /* no comment begins here: */ / c"));
        assertEquals("a+ +b", code("a + +b"));
        assertEquals("1 .0", code("1 .0"));
        assertEquals("non -sealed", code("non -sealed"));
        assertEquals("f(\"a  // b\",'\"');", code("f( \"a  // b\" , '\"' ); // c"));
        assertEquals("f('\\'',\"\\\\\");", code("f('\\'' , \"\\\\\"); // \""));
        assertEquals("s= \"\"\"\n  a /* b */\n  \\\"\"\" \"\"\";",
                code("s = \"\"\"\n  a /* b */\n  \\\"\"\" \"\"\" ;"));
        assertEquals("int \\u00e9= \"\\uu2028\";", code("int \\u00e9 = \"\\uu2028\" ; // e"));
        for (String strange : List.of("a /* without an end", "a \\u002f/ b\n c", "a \\uuu000a b // c", "a \\u12 b",
                "a + '")) {
            assertEquals(strange.replace("a +", "a+"), code(strange));
        }
    }

    private static String code(String source) {
        return CodeText.of(source).code();
    }

    @Test
    void the_types_of_a_file_are_told_from_those_inside_of_them() {
        assertEquals(Set.of("A", "B", "C", "D", "E1"), names(
                "class A { record In() { } String s = \"}\"; class On { } }"
                + "/* class No { } */ enum B { X { class In { } } }\n  @F({1, 2}) interface C<T> { char c = '}'; }"
                + "final class D extends A { }\nrecord\nE1(int a) { }"));
        assertEquals(Set.of("A", "In"), names("class A { class In { }"));
    }

    @Test
    void a_word_may_name_a_type_of_the_package() {
        assertEquals(Set.of("A", "B", "of", "c", "java", "int"),
                answer("A.b(B::of, (c) -> java.util . D.e, p\n . q.\nA.f, int...d)").words());
    }

    private static Set<String> names(String source) {
        Set<String> names = new TreeSet<>(answer(source).names());
        assertTrue(names.remove("Adder"));
        return names;
    }

    private static Answer answer(String source) {
        return Answer.taken(new Exercise("1.1", "Adder", "p.q"), "Adder.java", source);
    }

    @Test
    void the_compiler_reads_the_same_words_in_the_same_lines() throws IOException {
        for (Lesson lesson : Course.here().lessons()) {
            for (Path file : lesson.files("src", ".java")) {
                String source = Files.readString(file);
                String code = CodeText.of(source).code();
                assertEquals(nodes(source), nodes(code), file::toString);
                assertTrue(!code.equals(source) || source.contains("\\u"), file::toString);
            }
        }
    }

    /** Of each node what it is, what it says and its line. */
    private static List<String> nodes(String source) throws IOException {
        JavaSource read = JavaSource.parse(source);
        List<String> nodes = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void scan(Tree node, Void nothing) {
                if (node != null) {
                    long at = read.trees().getSourcePositions().getStartPosition(read.unit(), node);
                    nodes.add(node.getKind() + " " + (at < 0 ? 0 : read.unit().getLineMap().getLineNumber(at)) + " "
                            + word(node));
                }
                return super.scan(node, nothing);
            }
        }.scan(read.unit(), null);
        return nodes;
    }

    /** What a node says besides its kind and the nodes in it. */
    private static Object word(Tree node) {
        return node instanceof ClassTree type ? type.getSimpleName()
                : node instanceof MethodTree method ? method.getName()
                : node instanceof VariableTree variable ? variable.getName()
                : node instanceof MemberSelectTree member ? member.getIdentifier()
                : node instanceof MemberReferenceTree member ? member.getName()
                : node instanceof LabeledStatementTree label ? label.getLabel()
                : node instanceof BreakTree end ? end.getLabel()
                : node instanceof ContinueTree next ? next.getLabel()
                : node instanceof IdentifierTree || node instanceof LiteralTree || node instanceof ModifiersTree
                        || node instanceof PrimitiveTypeTree ? node : "";
    }

    @Test
    void comments_and_spaces_change_no_verdict_and_what_it_relies_on_does() throws Exception {
        SmallCourse room = SmallCourse.in(folder);
        String wrong = SmallCourse.adder("int sum = 0; for (int n : numbers) { sum -= n; } return sum;");
        room.handIn("a", SmallCourse.RIGHT_ADDER, BY_ADDER);
        room.handIn("b", SmallCourse.RIGHT_ADDER.replace("sum += n", "sum  +=  n"), BY_ADDER + "// the same\n");
        room.handIn("c", wrong, BY_ADDER);
        room.handIn("d", wrong + "// the same\n", BY_ADDER + "// and this\n");
        room.handIn("e", SmallCourse.RIGHT_ADDER + HELPER.formatted(2), BY_HELPER);
        room.handIn("f", SmallCourse.RIGHT_ADDER + HELPER.formatted(3).indent(4), BY_HELPER);

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Sheet sheet = room.judge(said, "--out", folder.resolve("grades").toString());

        for (String student : List.of("a", "b", "e", "f")) {
            assertEquals("passed", SmallCourse.result(sheet, student, "1.1").status(), student);
        }
        for (String student : List.of("a", "b", "e")) {
            assertEquals("passed", SmallCourse.result(sheet, student, "1.2").status(), student);
        }
        for (String student : List.of("c", "d")) {
            assertEquals("failed", SmallCourse.result(sheet, student, "1.1").status(), student);
        }
        for (String student : List.of("c", "d", "f")) {
            assertEquals("failed", SmallCourse.result(sheet, student, "1.2").status(), student);
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("8 exercises judged"), text);
        assertTrue(text.contains("6 submissions, 8 exercises to judge. 4 more are the same as one of these but for"
                + " comments and spaces."), text);

        said.reset();
        assertEquals(sheet, room.judge(said, "--out", folder.resolve("grades").toString()));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains(" 0 exercises to judge."), said::toString);
    }
}
