package com.example.tools.checks;

import com.example.tools.course.Course;
import com.example.tools.mistakes.HalfDoneProgram;
import com.example.tools.mistakes.MistakesProgram;
import com.example.tools.mistakes.RehearseProgram;
import com.example.tools.mutation.MutationProgram;
import com.example.tools.programs.Commands;
import com.example.tools.questions.QuestionsProgram;
import com.example.tools.texts.RulesProgram;
import com.example.tools.texts.SnippetsProgram;
import com.example.tools.translations.TranslationsProgram;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The programs of this house, which {@code ./course} starts. */
public final class Checks {

    public static final Map<String, Function<Course, Callable<Integer>>> PROGRAMS = Map.of(
            "mistakes", MistakesProgram::new, "half-done", HalfDoneProgram::new, "mutation", MutationProgram::new,
            "snippets", SnippetsProgram::new, "rules", RulesProgram::new, "rehearse", RehearseProgram::new,
            "translations", TranslationsProgram::new, "questions", QuestionsProgram::new);

    private Checks() {
    }

    public static void main(String[] args) {
        System.exit(Commands.run(args, PROGRAMS.get(args[0]).apply(Course.here())));
    }
}
