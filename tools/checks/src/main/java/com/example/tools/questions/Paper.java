package com.example.tools.questions;

import com.example.tools.judge.Verdict;
import com.example.tools.mistakes.MistakePatch;
import com.example.tools.mistakes.MistakeReport;
import com.example.tools.mistakes.Mistakes;
import java.util.ArrayList;
import java.util.List;

/** The two pages of a draw, as Markdown: what is asked, and what is right. */
final class Paper {

    /** What is asked of each change. */
    static final String ASK = "Each change below makes one of our solutions wrong. Which test of the exercise"
            + " fails, what does a peer notice, and which rule of which standard says so?";

    private Paper() {
    }

    static List<String> page(String title, String first, List<String> body) {
        List<String> lines = new ArrayList<>(List.of("# " + title, "", first));
        lines.addAll(body);
        return lines;
    }

    /** A question: the change, without the words that say what is wrong with it. */
    static List<String> question(int number, MistakePatch patch) {
        List<String> lines = new ArrayList<>(List.of("", "## " + number + ". Exercise " + patch.exercise(), "",
                "```diff"));
        patch.diff().stream().filter(line -> !line.startsWith("--- ") && !line.startsWith("+++ "))
                .forEach(lines::add);
        lines.add("```");
        return lines;
    }

    /** Its answer: what is wrong, and the failure that the tests tell, with the rule on its last line. */
    static List<String> answer(int number, MistakePatch patch, Mistakes.Report report) {
        List<String> lines = new ArrayList<>(List.of("", "## " + number + ". Exercise " + patch.exercise(), "",
                patch.sentence(), "", "```text"));
        lines.addAll(MistakeReport.shown(report));
        lines.add("```");
        List<String> others = report.verdict().with(Verdict.Status.FAILED).stream().map(Verdict.Result::name)
                .filter(name -> !lines.contains("✘ " + name)).toList();
        if (!others.isEmpty()) {
            lines.addAll(List.of("", "Also fails: " + String.join("; ", others) + "."));
        }
        lines.addAll(List.of("", "`" + patch.name() + "`"));
        return lines;
    }
}
