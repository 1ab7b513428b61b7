package com.example.tools.strip;

import com.example.tools.course.Course;
import com.example.tools.course.Handout;
import com.example.tools.course.Lesson;
import com.example.tools.course.TreeCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes the learners' copy of the course: all that git tracks, without the solutions, the known mistakes, and what only
 * maintainers need. Nothing that was built gets into it, and no history, in which the answers would be.
 */
@Command(description = {"", "All that git tracks, without solutions, known mistakes, and what maintainers need."},
        footer = {"", "Examples:", "  ./course strip ../handout", "  ./course strip ../handout --hints 2"})
public final class StripProgram implements Callable<Integer> {

    /** What a learners' copy does not have. */
    private static final List<Pattern> ANSWERS = Stream.of(
            "(\\d\\d-|beyond/)[a-z0-9-]+/" + Lesson.SOLUTIONS.replaceFirst("/java$", "") + "/.*",
            "(\\d\\d-|beyond/)[a-z0-9-]+/" + Lesson.MISTAKES + "/.*",
            // The maintainers' checks compare lessons with their solutions, and a small course of theirs has its own.
            "tools/(checks|fuzz)/.*", "tools/measure/(?!results/).*",
            "\\.ci/.*", "\\.github/.*", "(CONTRIBUTING|CHANGELOG|AGENTS)\\.md",
            "docs/(architecture|teaching|tutor)\\.md", "tools/README\\.md").map(Pattern::compile).toList();

    /** What judges a push by the teacher's copy, on GitHub and on GitLab: where the copy has it, and its name here. */
    private static final Map<String, String> WORKFLOWS =
            Map.of(".github/workflows/grade.yml", "grade.yml", ".gitlab-ci.yml", "gitlab-ci.yml");

    @Parameters(paramLabel = "FOLDER", description = "Where it goes: a folder that is empty or does not exist.")
    private Path folder;

    @Option(names = "--hints", paramLabel = "N", defaultValue = "3",
            description = "How many of an exercise's three hints stay, from the gentlest on; all without it.")
    private int hints;

    private final Course course;

    public StripProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(folder) && (!Files.isDirectory(folder) || hasEntries(folder))) {
            throw new IllegalArgumentException(folder + " is not empty.");
        }
        if (hints < 0 || hints > 3) {
            throw new IllegalArgumentException("--hints wants a number from 0 to 3, not " + hints + ".");
        }
        Set<String> written = write(course, folder);
        for (String name : written) {
            Path file = folder.resolve(name);
            if (name.endsWith(".md")) {
                Files.write(file, LearnersText.of(file, Files.readAllLines(file),
                        name.matches(".*/EXERCISES(\\.[a-z]+)?\\.md") ? hints : Integer.MAX_VALUE));
            }
        }
        Path tools = folder.resolve("tools/pom.xml");
        if (Files.exists(tools)) {
            Files.writeString(tools, Files.readString(tools).replaceAll(" *<module>(checks|measure|fuzz)</module>\\R",
                    ""));
        }
        Path pom = folder.resolve("pom.xml");
        Files.writeString(pom,
                Files.readString(pom).replaceFirst("(?s) *<profile>\\s*<id>solution</id>.*?</profile>\\R+", "")
                .replaceAll("(?m)^.*-Psolution.*\\R", ""));
        Handout.write(course, folder);
        System.out.println(written.size() + " files in " + folder + ", without solutions and known mistakes.");
        return 0;
    }

    public static Set<String> write(Course course, Path folder) throws IOException, InterruptedException {
        Set<String> written = new TreeSet<>();
        for (String name : TreeCopy.files(course)) {
            Path from = course.root().resolve(name);
            if (from.startsWith(folder) || ANSWERS.stream().anyMatch(answers -> answers.matcher(name).matches())) {
                continue;
            }
            Path to = folder.resolve(name);
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
            to.toFile().setExecutable(Files.isExecutable(from));
            written.add(name);
        }
        // What makes a coding agent a tutor; the one of this name here is for those who change the course.
        Path tutor = course.root().resolve("docs/tutor.md");
        if (Files.exists(tutor)) {
            Files.copy(tutor, folder.resolve("AGENTS.md"));
            written.add("AGENTS.md");
        }
        // Where Maven looks for the root of the course; an empty folder may be what keeps it.
        Files.createDirectories(folder.resolve(".mvn"));
        for (Map.Entry<String, String> workflow : WORKFLOWS.entrySet()) {
            Path to = folder.resolve(workflow.getKey());
            Files.createDirectories(to.getParent());
            try (InputStream in = StripProgram.class.getResourceAsStream(workflow.getValue())) {
                Files.copy(in, to);
            }
            written.add(workflow.getKey());
        }
        return written;
    }

    private static boolean hasEntries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        }
    }
}
