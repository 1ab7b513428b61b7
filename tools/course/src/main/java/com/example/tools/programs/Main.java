package com.example.tools.programs;

import com.example.tools.course.Course;
import com.example.tools.course.Near;
import com.example.tools.course.Version;
import com.example.tools.grade.GradeProgram;
import com.example.tools.grade.MergeProgram;
import com.example.tools.learn.LearnProgram;
import com.example.tools.mine.MineProgram;
import com.example.tools.offline.OfflineProgram;
import com.example.tools.process.Child;
import com.example.tools.process.Prepare;
import com.example.tools.quote.QuoteProgram;
import com.example.tools.sidebyside.SideBySideProgram;
import com.example.tools.strip.StripProgram;
import com.example.tools.update.UpdateProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The command {@code ./course}: lists the programs, or starts one. */
public final class Main {

    private static final Map<String, Function<Course, Callable<Integer>>> PROGRAMS = Map.of(
            "learn", LearnProgram::new, "sidebyside", SideBySideProgram::new, "grade", GradeProgram::new,
            "merge", MergeProgram::new, "strip", StripProgram::new, "quote", QuoteProgram::new,
            "check", CheckProgram::new, "update", UpdateProgram::new,
            "offline", OfflineProgram::new, "mine", MineProgram::new);

    private Main() {
    }

    public static void main(String[] args) throws Exception {
        System.exit(run(args));
    }

    private static int run(String[] args) throws IOException, InterruptedException {
        Path root = Course.here().root();
        try {
            if (!Prepare.isReady(root, "course")) {
                // This very program is out of date: what is built now runs in a JVM of its own.
                Prepare.build(root, "course");
                return start(root, "course", args);
            }
            if (args.length == 0 || List.of("--help", "-h", "help").contains(args[0])) {
                System.out.print(list(root));
                return 0;
            }
            if (args[0].equals("--version")) {
                System.out.println("How a server came to speak first, " + Version.of(root) + ".");
                return 0;
            }
            Optional<Programs> program = Programs.of(args[0]);
            if (program.isEmpty()) {
                System.err.println("There is no program " + args[0] + Near.proposal(args[0], Programs.names())
                        + " `./course` lists them.");
                return 2;
            }
            if (!isThere(root, program.get())) {
                System.err.println("This copy of the course has no program " + args[0] + ": the whole course has it.");
                return 2;
            }
            String house = program.get().house();
            if (house.equals("course")) {
                return Commands.run(args, PROGRAMS.get(args[0]).apply(Course.here()));
            }
            Prepare.build(root, house);
            return start(root, house, args);
        } catch (Prepare.FailedException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /** The learners' copy has not all programs. */
    private static boolean isThere(Path root, Programs program) {
        return Files.exists(root.resolve("tools/" + program.house() + "/pom.xml"))
                && (!List.of("check", "strip").contains(program.name())
                || Files.exists(root.resolve("tools/checks/pom.xml")));
    }

    /** Runs a program of a house. */
    private static int start(Path root, String house, String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.relativize(Prepare.words(root, house))));
        command.addAll(List.of(args));
        return run(command, root);
    }

    /** Runs a command with our input and output; it ends with us. */
    public static int run(List<String> command, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return Child.start(builder).process().waitFor();
    }

    static String list(Path root) {
        int width = Programs.names().stream().mapToInt(String::length).max().orElseThrow() + 2;
        StringBuilder text = new StringBuilder("./course PROGRAM ..., `./course PROGRAM --help` explains one:\n");
        for (Programs.Group group : Programs.Group.values()) {
            List<Programs> there = Programs.in(group).stream().filter(one -> isThere(root, one)).toList();
            if (there.isEmpty()) {
                continue;
            }
            text.append('\n').append(group.title()).append('\n');
            text.append(there.stream().map(one -> String.format("  %-" + width + "s%s%n", one.name(), one.does()))
                    .collect(Collectors.joining()));
        }
        return text.toString();
    }
}
