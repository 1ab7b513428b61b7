import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The table of points behind {@code mvn test -Pgrade}. Each lesson runs it after its tests, for itself, and the module
 * {@code tools/grade} at the end, for all. It reads Surefire's reports and writes {@code target/grade.csv} in the root.
 *
 * <p>Maven starts this file with {@code java FILE}: it has no other class of ours, and is ASCII, whatever the charset
 * of the machine. Its arguments are {@code name=value}: {@code run}, which differs from run to run of Maven;
 * {@code of}, a lesson's folder or {@code all}; {@code root} and {@code from}, folders; {@code submission} and
 * {@code test}, what {@code -Dsubmission} and {@code -Dtest} say, or a dollar sign and more where they say nothing.
 */
public final class GradeTable {

    private static final Pattern LESSON = Pattern.compile("\\d\\d-[a-z0-9-]+");
    private static final Pattern TITLE =
            Pattern.compile("^@DisplayName\\(\"(\\d+\\.(\\d+)) (\\w+)\"\\)", Pattern.MULTILINE);

    /** One exercise; {@code status} is empty if it was not asked for. */
    private record Row(String number, int position, String name, String status, int passed, int tests, String note) {

        int points() {
            return status.equals("passed") ? 1 : 0;
        }
    }

    /** What Surefire counted for one class of tests. */
    private record Report(int tests, int failed, int skipped) { }

    /** A lesson's rows, and the classes of its own tests that failed. */
    private record Lesson(String name, List<Row> rows, List<String> own) {

        int points() {
            return rows.stream().mapToInt(Row::points).sum();
        }
    }

    private final Map<String, String> words;
    private final Path root;

    private GradeTable(Map<String, String> words) {
        this.words = words;
        this.root = Path.of(words.get("root")).toAbsolutePath().normalize();
    }

    /** Leaves {@code target/unfinished.txt} in a lesson that has something that did not pass: Maven then fails. */
    public static void main(String[] args) throws IOException {
        Map<String, String> words = new TreeMap<>();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            words.put(pair[0], pair[1].startsWith("$") ? "" : pair[1]);
        }
        GradeTable table = new GradeTable(words);
        if (words.get("of").equals("all")) {
            table.all();
        } else {
            table.one(words.get("of"));
        }
    }

    private void one(String name) throws IOException {
        Lesson lesson = judged(root.resolve(name));
        write(lessonsOfThisRun());
        print(List.of(lesson));
        String unfinished = lesson.rows().stream().filter(row -> row.points() == 0)
                .map(row -> row.name() + " (" + row.status() + ")").collect(Collectors.joining(", "));
        String sentence = unfinished.isEmpty() ? "" : "Not finished in " + name + ": " + unfinished + ".";
        if (!lesson.own().isEmpty()) {
            sentence += " Of the lesson's own tests these fail, which is no exercise's fault: "
                    + String.join(", ", lesson.own()) + ".";
        }
        if (!sentence.isEmpty()) {
            Files.writeString(root.resolve(name).resolve("target/unfinished.txt"), sentence.strip());
        }
    }

    private void all() throws IOException {
        List<Lesson> lessons = new ArrayList<>();
        for (Path folder : folders()) {
            lessons.add(isOfThisRun(folder) ? judged(folder) : unjudged(folder));
        }
        write(lessons);
        print(lessons);
        int most = lessons.stream().mapToInt(lesson -> lesson.rows().size()).sum();
        System.out.printf("%-44s%3d of %d points%n", submission(), lessons.stream().mapToInt(Lesson::points).sum(),
                most);
        System.out.println("The same as a file: " + csv());
    }

    private Path run(String lesson) {
        return root.resolve(lesson).resolve("target/grade.run");
    }

    private Path csv() {
        return root.resolve("target/grade.csv");
    }

    private boolean isOfThisRun(Path folder) throws IOException {
        Path run = run(folder.getFileName().toString());
        return Files.exists(run) && Files.readString(run).equals(words.get("run"));
    }

    private List<Lesson> lessonsOfThisRun() throws IOException {
        List<Lesson> lessons = new ArrayList<>();
        for (Path folder : folders()) {
            if (isOfThisRun(folder)) {
                lessons.add(judged(folder));
            }
        }
        return lessons;
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(folder -> LESSON.matcher(folder.getFileName().toString()).matches())
                    .filter(folder -> Files.isRegularFile(folder.resolve("pom.xml"))).sorted().toList();
        }
    }

    /** The rows of a lesson whose tests were run. */
    private Lesson judged(Path folder) throws IOException {
        boolean compiled = Files.isDirectory(folder.resolve("target/test-classes"));
        List<Row> rows = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (Path test : tests(folder)) {
            String name = folder.resolve("src/test/java").relativize(test).toString().replaceFirst("\\.java$", "")
                    .replace('\\', '.').replace('/', '.');
            Report report = report(folder.resolve("target/surefire-reports/TEST-" + name + ".xml"));
            Matcher title = title(test);
            if (title != null) {
                rows.add(row(title, report, compiled));
            } else if (report != null && report.failed() > 0) {
                own.add(name.replaceFirst("^.*\\.", ""));
            }
        }
        rows.removeIf(row -> row.status().isEmpty());
        rows.sort(Comparator.comparingInt(Row::position));
        return new Lesson(folder.getFileName().toString(), rows, own);
    }

    private Row row(Matcher title, Report report, boolean compiled) {
        String status = "failed";
        String note = "";
        int tests = report == null ? 0 : report.tests();
        int passed = report == null ? 0 : tests - report.failed() - report.skipped();
        if (!compiled) {
            note = "the exercises do not compile";
        } else if (report == null) {
            status = words.get("test").isEmpty() ? status : "";
            note = "its tests did not end";
        } else if (passed == tests && tests > 0) {
            status = "passed";
        } else if (report.skipped() == tests && tests > 0) {
            status = "not started";
        } else if (report.failed() == 0) {
            note = "not finished";
        }
        return new Row(title.group(1), Integer.parseInt(title.group(2)), title.group(3), status, passed, tests, note);
    }

    /** The rows of a lesson that did not get as far as its tests: Maven says above, and in its last lines, why. */
    private Lesson unjudged(Path folder) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path test : tests(folder)) {
            Matcher title = title(test);
            if (title != null) {
                rows.add(new Row(title.group(1), Integer.parseInt(title.group(2)), title.group(3), "failed", 0, 0,
                        "the lesson was not judged"));
            }
        }
        rows.sort(Comparator.comparingInt(Row::position));
        return new Lesson(folder.getFileName().toString(), rows, List.of());
    }

    private static List<Path> tests(Path folder) throws IOException {
        Path start = folder.resolve("src/test/java");
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.getFileName().toString().endsWith("Test.java")).sorted().toList();
        }
    }

    /** The number and the name of the exercise that a test judges; null if it judges none. */
    private static Matcher title(Path test) throws IOException {
        Matcher title = TITLE.matcher(Files.readString(test));
        return test.getParent().endsWith("exercise") && title.find() ? title : null;
    }

    /** The counts in the first element of a report; null if there is no report, or none that can be read. */
    private static Report report(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            xml.nextTag();
            return new Report(count(xml, "tests"), count(xml, "failures") + count(xml, "errors"),
                    count(xml, "skipped"));
        } catch (XMLStreamException | NumberFormatException e) {
            return null;
        }
    }

    private static int count(XMLStreamReader xml, String attribute) {
        return Integer.parseInt(xml.getAttributeValue(null, attribute));
    }

    private static void print(List<Lesson> lessons) {
        System.out.println();
        for (Lesson lesson : lessons) {
            System.out.printf("%-44s%3d of %d points%n", lesson.name(), lesson.points(), lesson.rows().size());
            for (Row row : lesson.rows()) {
                String tests = row.tests() == 0 ? "" : row.passed() + " of " + row.tests() + " tests";
                System.out.printf("  %-26s %-12s  %s%n", row.number() + " " + row.name(), row.status(),
                        row.note().isEmpty() ? tests : tests + (tests.isEmpty() ? "" : ": ") + row.note());
            }
        }
    }

    private void write(List<Lesson> lessons) throws IOException {
        StringBuilder text = new StringBuilder("submission,lesson,exercise,name,status,passed,tests,points,of,note\n");
        for (Lesson lesson : lessons) {
            for (Row row : lesson.rows()) {
                text.append(String.join(",", quoted(submission()), lesson.name(), row.number(), row.name(),
                        row.status(), String.valueOf(row.passed()), String.valueOf(row.tests()),
                        String.valueOf(row.points()), "1", row.note())).append('\n');
            }
        }
        Files.createDirectories(csv().getParent());
        // Aside first: with mvn -T two lessons may end at once.
        Path aside = Files.createTempFile(csv().getParent(), "grade", ".csv");
        Files.writeString(aside, text, StandardCharsets.UTF_8);
        Files.move(aside, csv(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The name of the folder that was judged. */
    private String submission() {
        String typed = words.get("submission");
        Path folder = typed.isEmpty() ? root : Path.of(words.get("from")).resolve(typed).toAbsolutePath().normalize();
        return folder.getFileName() == null ? "submission" : folder.getFileName().toString();
    }

    /** A field that a spreadsheet takes for text: a folder may have the name of a formula. */
    private static String quoted(String name) {
        String text = name.matches("(?s)\\s*[=+\\-@\t\r].*") ? "'" + name : name;
        return text.matches("(?s).*[\",\r\n'].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
