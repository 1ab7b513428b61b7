package com.example.tools.measure;

import com.example.bench.Bench;
import com.example.tools.cost.CostProgram;
import com.example.tools.course.Course;
import com.example.tools.programs.Commands;

/** The programs of this house, which {@code ./course} starts. */
public final class Measure {

    private Measure() {
    }

    public static void main(String[] args) {
        Course course = Course.here();
        System.exit(Commands.run(args, args[0].equals("cost") ? new CostProgram(course) : new Bench()));
    }
}
