package com.example.tools.draw;

import java.util.Locale;

/**
 * A picture that needs nothing else: no script, its own background, and colours for a light and a dark screen. Sizes
 * are those of its own coordinates; it grows and shrinks with the page.
 */
public final class Svg {

    /** The ways' colours, each at least 4.5:1 on its background, and those of paper and ink. */
    private static final String STYLE = """
            <style>
              svg { --paper: #ffffff; --ink: #23272b; --quiet: #5c6166; --line: #dedcd5; --empty: #b3b5b2;
                --poll: #a5490a; --long: #7a3fc4; --stream: #2f61ad; --ws: #0b7a6f; }
              @media (prefers-color-scheme: dark) {
                svg { --paper: #1d2125; --ink: #e4e5e2; --quiet: #9ba1a6; --line: #33383d; --empty: #5b6167;
                  --poll: #f0a35e; --long: #c0a0f8; --stream: #7fa9ee; --ws: #4cc2b3; }
              }
              text { font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; fill: var(--ink); }
              %s</style>
            """;

    private final int width;
    private final int height;
    private final String title;
    private final String moreStyle;
    private final StringBuilder content = new StringBuilder();

    /** An empty picture; its title is what a screen reader says, so it tells what the picture shows. */
    public Svg(int width, int height, String title, String moreStyle) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.moreStyle = moreStyle;
    }

    public Svg rect(double x, double y, double width, double height, String colour, String more) {
        content.append(String.format(Locale.ROOT,
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"var(--%s)\"%s/>%n", number(x), number(y),
                number(width), number(height), colour, more.isEmpty() ? "" : " " + more));
        return this;
    }

    public Svg line(double x1, double y1, double x2, double y2, String colour, String more) {
        content.append(String.format(Locale.ROOT,
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"var(--%s)\"%s/>%n", number(x1), number(y1),
                number(x2), number(y2), colour, more.isEmpty() ? "" : " " + more));
        return this;
    }

    /** Text with its baseline at y; {@code anchor} is start, middle or end. */
    public Svg text(double x, double y, int size, String colour, String anchor, String text) {
        content.append(String.format(Locale.ROOT,
                "<text x=\"%s\" y=\"%s\" font-size=\"%d\" text-anchor=\"%s\" style=\"fill: var(--%s)\">%s</text>%n",
                number(x), number(y), size, anchor, colour, escape(text)));
        return this;
    }

    /** Anything else, as it is in the file. */
    public Svg raw(String elements) {
        content.append(elements);
        return this;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The whole file. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
                <title>%s</title>
                %s<rect width="%d" height="%d" rx="8" fill="var(--paper)"/>
                %s</svg>
                """, width, height, escape(title).replace("\"", "&quot;"), escape(title),
                String.format(Locale.ROOT, STYLE, moreStyle), width, height, content).replace("\r\n", "\n");
    }
}
