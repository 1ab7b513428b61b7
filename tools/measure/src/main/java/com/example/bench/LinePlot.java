package com.example.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How the core's cost grows: with the size of a message, the number of connections, the number of fragments. */
final class LinePlot {

    private static final int LEFT = 90;
    private static final int PLOT_WIDTH = 480;
    private static final int PLOT_HEIGHT = 220;
    private static final int STEP = 280;
    private static final int TOP = 50;

    private LinePlot() {
    }

    static List<String> of(CoreResults results) {
        List<String> lines = BarPlot.head(TOP + STEP * results.parameters().size(),
                "Lesson 06's core alone: nanoseconds per call, both scales logarithmic");
        int top = TOP;
        for (String parameter : results.parameters()) {
            plot(results, parameter, top, lines);
            top += STEP;
        }
        lines.add("</svg>");
        return lines;
    }

    private static void plot(CoreResults results, String parameter, int top, List<String> lines) {
        List<CoreResults.Figure> all = results.figures().stream().filter(f -> f.parameter().equals(parameter)).toList();
        double right = Math.log10(all.stream().mapToInt(CoreResults.Figure::value).max().orElse(10));
        double left = Math.log10(all.stream().mapToInt(CoreResults.Figure::value).min().orElse(1));
        double low = Math.floor(Math.log10(all.stream().mapToDouble(CoreResults.Figure::ns).min().orElse(1)));
        double high = Math.ceil(Math.log10(all.stream().mapToDouble(CoreResults.Figure::ns).max().orElse(10)));
        for (int power = (int) low; power <= high; power++) {
            double y = top + PLOT_HEIGHT * (high - power) / (high - low);
            lines.add(String.format(Locale.ROOT, "<path class=\"grid\" d=\"M%d %.1f h%d\"/>", LEFT, y, PLOT_WIDTH));
            lines.add(String.format(Locale.ROOT, "<text class=\"small end\" x=\"%d\" y=\"%.1f\">%s ns</text>", LEFT - 6,
                    y + 3, Tables.number(java.util.OptionalDouble.of(Math.pow(10, power))).replace(".00", "")
                            .replace(".0", "")));
        }
        for (int value : all.stream().map(CoreResults.Figure::value).distinct().toList()) {
            double x = LEFT + PLOT_WIDTH * (Math.log10(value) - left) / Math.max(1e-9, right - left);
            lines.add(String.format(Locale.ROOT, "<text class=\"small\" x=\"%.1f\" y=\"%d\">%,d</text>", x - 8,
                    top + PLOT_HEIGHT + 14, value));
        }
        lines.add(String.format("<text class=\"small end\" x=\"%d\" y=\"%d\">%s</text>", LEFT - 6,
                top + PLOT_HEIGHT + 14, parameter));
        double label = 0;
        int number = 0;
        for (String benchmark : results.benchmarks(parameter).stream()
                .sorted(Comparator.comparingDouble(name -> -last(results, name))).toList()) {
            StringBuilder path = new StringBuilder();
            double y = 0;
            for (CoreResults.Figure figure : results.of(benchmark)) {
                double x = LEFT + PLOT_WIDTH * (Math.log10(figure.value()) - left) / Math.max(1e-9, right - left);
                y = top + PLOT_HEIGHT * (high - Math.log10(figure.ns())) / (high - low);
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f ", path.isEmpty() ? "M" : "L", x, y));
            }
            String dashes = number < 6 ? "" : " stroke-dasharray=\"5 3\"";
            lines.add(String.format("<path class=\"line l%d\"%s d=\"%s\"/>", number % 6, dashes,
                    path.toString().strip()));
            // At the end of its line, or below the label of the line above.
            label = Math.max(y, label + 13);
            lines.add(String.format(Locale.ROOT, "<text class=\"s%d\" x=\"%d\" y=\"%.1f\">%s</text>", number % 6,
                    LEFT + PLOT_WIDTH + 8, label + 4, benchmark));
            number++;
        }
    }

    private static double last(CoreResults results, String benchmark) {
        List<CoreResults.Figure> figures = results.of(benchmark);
        return figures.get(figures.size() - 1).ns();
    }
}
