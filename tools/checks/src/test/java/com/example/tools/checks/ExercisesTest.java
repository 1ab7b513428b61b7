package com.example.tools.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.mistakes.HalfDone;
import com.example.tools.mistakes.MistakePatch;
import com.example.tools.mistakes.Promises;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** An exercise is judged by itself, and as far as it is written. */
class ExercisesTest {

    private static final int MISTAKES = 4;

    private final Course course = Course.here();

    @TestFactory
    Stream<DynamicTest> what_is_half_done_is_told_apart_from_what_is_wrong() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        new HalfDone(course).judge(null, report -> tests.add(DynamicTest.dynamicTest(
                report.exercise().title() + " with " + String.join(" and ", report.written()), () -> {
                    if (!report.problems().isEmpty()) {
                        fail(HalfDone.text(report));
                    }
                })));
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> a_mistake_in_one_does_not_show_in_another() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Lesson lesson : course.withExercises()) {
            List<String> problems = Independence.check(course, lesson);
            tests.add(DynamicTest.dynamicTest(lesson.name(), () -> assertEquals(List.of(), problems)));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> has_four_known_mistakes_and_a_second_right_answer() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Lesson lesson : course.withExercises()) {
            List<MistakePatch> patches = new ArrayList<>();
            for (var file : lesson.patches()) {
                patches.add(MistakePatch.read(file));
            }
            for (Exercise exercise : lesson.exercises()) {
                List<MistakePatch> its =
                        patches.stream().filter(one -> one.exercise().equals(exercise.title())).toList();
                long right = its.stream().filter(MistakePatch::isRight).count();
                tests.add(DynamicTest.dynamicTest(exercise.title(), () -> {
                    assertTrue(its.size() - right >= MISTAKES, its.size() - right + " known mistakes, and not "
                            + MISTAKES);
                    assertTrue(right > 0, "no second right answer, built in another way");
                }));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> each_promise_is_broken_by_a_known_mistake() throws Exception {
        return new Promises(course).all(null).stream()
                .map(report -> DynamicTest.dynamicTest(report.exercise().title(),
                        () -> assertEquals(List.of(), report.problems())));
    }
}
