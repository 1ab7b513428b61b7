package com.example.tools.grade;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.grade.gradebook.Handing;
import com.example.tools.grade.sheet.Sheet;
import com.example.tools.grade.sheet.Weights;
import com.example.tools.process.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code grade}: judges a folder of submissions, and writes the sheet. */
@Command(description = {"", "The sheet is grades.html, grades.csv and grades.json. Run it again, and it judges what has"
    + " changed; docs/instructors.md tells more."}, footer = {"", "Examples:", "  ./course grade submissions",
    "  ./course grade . --lesson 06", "  ./course grade submissions --weights weights.txt --part 2/8"})
public final class GradeProgram implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The submissions, one folder each; or one copy of the course.")
    private Path submissions;
    @Option(names = "--out", paramLabel = "FOLDER",
            description = "Where the sheet goes; without it beside DIR: DIR-grades.")
    private Path out;
    @Option(names = "--weights", paramLabel = "FILE",
            description = "Points per exercise: lines like \"6.8 = 3\", \"lesson 07 = 2\", \"default = 1\".")
    private Path weights;
    @Option(names = "--lesson", paramLabel = "NN", description = "Only this lesson; may be given several times.")
    private List<Integer> lessons = List.of();
    @Option(names = "--part", paramLabel = "K/N", defaultValue = "1/1",
            description = "Only this part of the students, such as 2/8; merge puts parts together.")
    private String part;
    @Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "15",
            description = "How long one test may take on a machine that does nothing else; 15 without it.")
    private int limit;
    // Most of the time they wait.
    @Option(names = "--jobs", paramLabel = "N",
            description = "How many submissions at a time; without it two for each core, at most 16.")
    private int jobs = Math.min(16, 2 * Runtime.getRuntime().availableProcessors());
    @Mixin
    private Handing handing = new Handing();

    private final Course course;

    public GradeProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        Options options = options();
        handing.check(System.getenv());
        Sheet judged = judge(course, options, new ClassProgress(System.out, Terminal.isThere()));
        Sheet sheet = handing.write(course, judged, weights(course, options).isPartial(), options.out(), System.out);
        sheet.students().stream().filter(student -> student.look() != null).forEach(student ->
                System.out.println("Look at " + student.student() + ", " + String.join(", ", student.look())
                        + ": no exercise needs that."));
        System.out.println("The sheet: " + options.out().resolve("grades.html") + "; beside it " + handing.written()
                + ".");
        return 0;
    }

    /** What the words ask for; a sentence says which of them cannot be. */
    Options options() {
        within("--limit", limit, 600);
        within("--jobs", jobs, 256);
        lessons.forEach(lesson -> within("--lesson", lesson, 99));
        if (!part.matches("[1-9]\\d{0,3}/[1-9]\\d{0,3}")) {
            throw new Options.WrongException("--part wants a part of all, such as 2/8, not \"" + part + "\".");
        }
        int one = Integer.parseInt(part.substring(0, part.indexOf('/')));
        int all = Integer.parseInt(part.substring(part.indexOf('/') + 1));
        if (one > all) {
            throw new Options.WrongException("--part wants a part of all, such as 2/8, not \"" + part + "\".");
        }
        return new Options(submissions, out != null ? out
                : submissions.resolveSibling(submissions.getFileName() + "-grades"), weights, lessons, one, all,
                Duration.ofSeconds(limit), jobs);
    }

    private static void within(String option, int value, int to) {
        if (value < 1 || value > to) {
            throw new Options.WrongException(option + " wants a number from 1 to " + to + ", not " + value + ".");
        }
    }

    static Sheet judge(Course course, Options options, ClassProgress progress) throws Exception {
        List<Lesson> lessons = course.lessons().stream().filter(lesson -> options.lessons().isEmpty()
                || options.lessons().contains(lesson.number())).toList();
        if (lessons.isEmpty()) {
            throw new Options.WrongException("There is no lesson " + options.lessons() + ".");
        }
        Weights weights = weights(course, options);
        List<Submission> submissions = options.ours(Submission.in(options.submissions(), course,
                options.out()));
        for (String archive : Submission.archives(options.submissions())) {
            progress.say("Not looked at, because it is an archive: " + archive + ". Unpack it.");
        }
        Files.createDirectories(options.out());
        long start = System.nanoTime();
        Forks forks = new Forks(course);
        try (Ledger ledger = Ledger.open(options.out().resolve("judged.jsonl"));
             ClassJudge grading = new ClassJudge(GradedLesson.open(course, lessons), forks, ledger, options.limit(),
                     options.jobs(), progress)) {
            Map<Submission, Map<Exercise, Score>> outcomes = grading.judge(submissions);
            progress.tell(Duration.ofNanos(System.nanoTime() - start), forks.started());
            Map<Exercise, Lesson> where = new LinkedHashMap<>();
            for (Lesson lesson : lessons) {
                lesson.exercises().forEach(exercise -> where.put(exercise, lesson));
            }
            return Sheet.of(exercises(lessons), outcomes, weights, where).asPart(options.part(), options.parts());
        }
    }

    private static Weights weights(Course course, Options options) throws IOException {
        return options.weights() == null ? Weights.equal()
                : Weights.read(options.weights(), exercises(course.lessons()));
    }

    private static List<Exercise> exercises(List<Lesson> lessons) throws IOException {
        List<Exercise> exercises = new ArrayList<>();
        for (Lesson lesson : lessons) {
            exercises.addAll(lesson.exercises());
        }
        return exercises;
    }
}
