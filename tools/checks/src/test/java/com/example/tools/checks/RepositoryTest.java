package com.example.tools.checks;

import com.example.tools.course.Course;
import com.example.tools.course.Markdown;
import com.example.tools.quote.QuotesPage;
import com.example.tools.texts.Copies;
import com.example.tools.texts.Links;
import com.example.tools.texts.Rules;
import com.example.tools.texts.Snippets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The course's texts and files: quotations, links, copies and the rules of the house. */
class RepositoryTest {

    private final Course course = Course.here();

    @TestFactory
    Stream<DynamicTest> quoted_code_and_output_is_real() throws Exception {
        Snippets snippets = new Snippets(course, Checkout.get().outputs());
        return Markdown.files(course).stream().map(file -> DynamicTest.dynamicTest(course.name(file),
                () -> LessonsTest.assertNone(snippets.check(file))));
    }

    @Test
    void links_lead_somewhere() throws Exception {
        Links links = new Links(course);
        List<String> problems = new ArrayList<>();
        for (Path file : Markdown.files(course)) {
            problems.addAll(links.check(file));
        }
        LessonsTest.assertNone(problems);
    }

    @Test
    void what_may_be_quoted_is_listed_by_a_name_that_stays() throws Exception {
        LessonsTest.assertNone(QuotesPage.check(course));
    }

    @Test
    void what_is_kept_equal_in_several_lessons_is_equal() throws Exception {
        LessonsTest.assertNone(Copies.check(course));
    }

    @Test
    void the_rules_of_the_house_are_kept() throws Exception {
        LessonsTest.assertNone(Rules.check(course));
    }
}
