package com.example.tools.learn;

import com.example.tools.course.Course;
import com.example.tools.course.TreeCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The course as an archive of it is unpacked: nothing is built, it is untouched, and there is no git. */
final class FreshCopy {

    private FreshCopy() {
    }

    /** Makes the copy in a folder that does not exist, without what only maintainers need, and returns the folder. */
    static Path in(Path folder) throws IOException, InterruptedException {
        Course course = Course.here();
        for (String name : TreeCopy.files(course)) {
            if (!name.matches("tools/(fuzz|measure)/.*|\\.ci/.*|\\.github/.*")) {
                Path from = course.root().resolve(name);
                Path to = folder.resolve(name);
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
                to.toFile().setExecutable(Files.isExecutable(from));
            }
        }
        return folder;
    }
}
