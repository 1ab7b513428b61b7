package com.example.tools.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds words that a reader whose first language is another stumbles over, in whatever a person reads: texts, pages,
 * comments and what programs say. CONTRIBUTING.md says what to write instead.
 */
public final class PlainWords {

    /** They name the words that they forbid. */
    private static final Set<String> ABOUT = Set.of("CONTRIBUTING.md", "AGENTS.md",
            "tools/checks/src/main/java/com/example/tools/texts/PlainWords.java",
            "tools/checks/src/test/java/com/example/tools/texts/PlainWordsTest.java");
    private static final Pattern READ = Pattern.compile(
            ".*\\.(md|java|html|svg|js|json|patch|txt|xml|yml|properties|sh|cmd|py|conf)|(.*/)?(run|course)");

    /** A line break within a text or a comment: the sentence goes on behind it. */
    private static final String GAP = "(?:\\s|//|[*#]|\" *\\+ *\"|\\\\n)+";
    /** "A star stands for any content" and "a stand-in" are plain. */
    private static final Pattern STANDS =
            Pattern.compile("(?<![\\w-])(?:[Ss]tand|[Ss]tands|[Ss]tanding|[Ss]tood)\\b(?!-)(?!" + GAP + "for\\b)");
    private static final Pattern ANEW = Pattern.compile("(?<![\\w.])[Aa]new\\b(?!\\()");
    private static final Pattern FOR_EVER = Pattern.compile("\\b[Ff]or" + GAP + "ever\\b");
    /** At the beginning of a sentence, and not of a question. */
    private static final Pattern WHO =
            Pattern.compile("(?:^[\\s*/#>|+-]*|[.!?:]\\s+|[\"(|]\\s*|\\*\\*)Who" + GAP + "\\w", Pattern.MULTILINE);
    /** The standards' word for the character is space; a blank line is one. */
    private static final Pattern BLANK =
            Pattern.compile("(?<![\\w-])[Bb]lanks?\\b(?![-(])(?!" + GAP + "(?:lines?|ones?)\\b)");
    /** Names of tests are read too: a report shows them with spaces. They are no questions. */
    private static final Pattern TEST = Pattern.compile("\\bvoid \\w+_\\w+\\(");
    private static final Pattern WHO_IN_TEST = Pattern.compile("\\bvoid who \\w");
    private static final String HEADLESS =
            "begins a sentence with \"Who\": say a reader, a client, a thread that does so.";
    private static final Pattern END = Pattern.compile("[.!?](?=[\\s\"')*|<]|$)");

    private PlainWords() {
    }

    /**
     * One sentence for each such word.
     *
     * @param name the file's, from the root, with slashes
     */
    public static List<String> check(String name, String text) {
        if (!READ.matcher(name).matches() || ABOUT.contains(name)) {
            return List.of();
        }
        return problems(name, withTestsAsShown(text));
    }

    private static String withTestsAsShown(String text) {
        return TEST.matcher(text).replaceAll(test -> test.group().replaceAll("[_(]", " "));
    }

    private static List<String> problems(String name, String text) {
        List<String> problems = new ArrayList<>();
        tell(name, text, STANDS, "say is, occurs or comes (only \"stands for\" and \"stand-in\" are plain)", problems);
        tell(name, text, ANEW, "say again", problems);
        tell(name, text, FOR_EVER, "say forever", problems);
        tell(name, text, BLANK, "say space (only a line is blank)", problems);
        for (MatchResult who : WHO.matcher(text).results().toList()) {
            Matcher end = END.matcher(text);
            if (!end.find(who.end()) || end.group().charAt(0) != '?') {
                problems.add(where(name, text, who) + HEADLESS);
            }
        }
        WHO_IN_TEST.matcher(text).results().forEach(who -> problems.add(where(name, text, who) + HEADLESS));
        return problems;
    }

    private static void tell(String name, String text, Pattern word, String instead, List<String> problems) {
        for (MatchResult found : word.matcher(text).results().toList()) {
            problems.add(where(name, text, found) + "says \"" + found.group().replaceAll("\\s+", " ") + "\": " + instead
                    + ".");
        }
    }

    private static String where(String name, String text, MatchResult found) {
        return name + ":" + text.substring(0, found.end()).lines().count() + " ";
    }
}
