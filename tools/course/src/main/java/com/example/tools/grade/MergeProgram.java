package com.example.tools.grade;

import com.example.tools.course.Course;
import com.example.tools.grade.gradebook.Handing;
import com.example.tools.grade.sheet.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The program {@code merge}: puts the sheets of a class's parts together. */
@Command(description = {"", "The result is the same as from one machine, to the byte."}, footer = {"", "Example:",
    "  ./course merge grades part-1 part-2"})
public final class MergeProgram implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OUT", description = "The folder to write to.")
    private Path out;
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PART",
            description = "Folders with the parts' grades.json.")
    private List<Path> parts;

    @Mixin
    private Handing handing = new Handing();

    private final Course course;

    public MergeProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException {
        handing.check(System.getenv());
        List<Sheet> sheets = new ArrayList<>();
        for (Path part : parts) {
            sheets.add(Sheet.read(Files.isDirectory(part) ? part.resolve("grades.json") : part));
        }
        handing.write(course, Sheet.merge(sheets), true, out, System.out);
        System.out.println("The sheet: " + out.resolve("grades.html") + "; beside it " + handing.written() + ".");
        return 0;
    }
}
