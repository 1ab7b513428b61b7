package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.grade.sheet.Sheet;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The grade sheet as a page, opened as a file: sorted, filtered and read with the keyboard alone. */
@DisplayName("The page of grades")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GradePageTest {

    private static final String NASTY = "<img src=x onerror=\"document.title='broken in'\">";
    private static Browser browser;
    private static String window;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        browser = Browser.open();
        List<Sheet.Column> columns = List.of(new Sheet.Column("1.1", "Adder", BigDecimal.ONE),
                new Sheet.Column("1.2", "Doubler", new BigDecimal(2)));
        List<Sheet.Student> students = List.of(student("ada", "passed", "passed", 3),
                student("bob", "failed", "not started", 0), student("cy10", "passed", "failed", 1),
                student("cy9", "not started", "not started", 0), student(NASTY, "failed", "failed", 0));
        new Sheet(1, columns, students).write(folder);
        window = browser.window(folder.resolve("grades.html").toUri().toString());
    }

    private static Sheet.Student student(String name, String first, String second, int points) {
        return new Sheet.Student(name, new BigDecimal(points), List.of(
                new Sheet.Result("1.1", first, 1, 5, BigDecimal.ZERO, "said of 1.1 to " + name),
                new Sheet.Result("1.2", second, 1, 2, BigDecimal.ZERO, "said of 1.2 to " + name)));
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static List<String> shown() {
        return browser.in(window).findElements(By.cssSelector("#grades tbody tr")).stream()
                .filter(WebElement::isDisplayed).map(row -> row.findElement(By.tagName("a")).getText()).toList();
    }

    private static Object value(String expression) {
        return browser.script(window, "arguments[arguments.length - 1](" + expression + ")");
    }

    @Test
    @Order(1)
    void what_a_submission_wrote_is_text() {
        assertEquals(List.of("ada", "bob", "cy10", "cy9", NASTY), shown());
        assertEquals("Grades", browser.in(window).getTitle());
        assertEquals(0L, value("document.images.length"));
    }

    @Test
    @Order(2)
    void a_head_sorts_with_the_keyboard() {
        List<WebElement> heads = browser.in(window).findElements(By.cssSelector("#grades thead button"));
        heads.get(1).sendKeys(Keys.ENTER);
        assertEquals("ada", shown().get(0));
        assertEquals("descending", value("document.querySelectorAll('#grades thead th')[1].getAttribute('aria-sort')"));
        heads.get(1).sendKeys(Keys.ENTER);
        assertEquals("ada", shown().get(4));
        heads.get(0).sendKeys(Keys.SPACE);
        assertEquals(List.of("ada", "bob", "cy9", "cy10"),
                shown().stream().filter(name -> !name.startsWith("<")).toList());
        heads.get(3).sendKeys(Keys.ENTER);
        assertEquals(List.of("ada", "cy10"), shown().subList(0, 2));
        assertEquals("cy9", shown().get(4));
    }

    @Test
    @Order(3)
    void students_are_filtered_by_name_and_by_status() {
        WebElement name = browser.in(window).findElement(By.id("name"));
        name.sendKeys("CY");
        assertEquals(2, shown().size());
        assertTrue(browser.text(window, "count").startsWith("2 of 5 students"), browser.text(window, "count"));
        name.clear();
        name.sendKeys(" ", Keys.BACK_SPACE);
        browser.in(window).findElement(By.id("status")).sendKeys("has failed");
        assertEquals(3, shown().size());
        browser.in(window).findElement(By.id("exercise")).sendKeys("1.2");
        assertEquals(2, shown().size(), () -> shown().toString());
        browser.in(window).findElement(By.id("status")).sendKeys("did anything");
        assertEquals(5, shown().size());
    }

    @Test
    @Order(4)
    void a_name_opens_what_the_failures_said() {
        WebElement name = browser.in(window).findElements(By.cssSelector("#grades tbody a")).stream()
                .filter(link -> link.getText().equals("bob")).findFirst().orElseThrow();
        name.sendKeys(Keys.ENTER);
        WebElement details = browser.in(window).findElement(By.id("s1"));
        Browser.await("bob's failures are open", () -> details.getAttribute("open") != null, details::getText);
        assertTrue(details.getText().contains("said of 1.1 to bob"), details.getText());
        assertTrue(details.getText().contains("Not started: 1.2"), details.getText());
    }

    @Test
    @Order(5)
    void it_is_dark_where_the_reader_wants_that_and_prints_without_its_form() throws Exception {
        Object light = value("getComputedStyle(document.body).backgroundColor");
        browser.media(window, "screen", "dark");
        assertNotEquals(light, value("getComputedStyle(document.body).backgroundColor"));
        browser.media(window, "print", "light");
        assertFalse(browser.in(window).findElement(By.id("filters")).isDisplayed());
        browser.media(window, "", "light");
        browser.screenshot(window, Course.here().scratch("screenshots", "grades.png"));
    }

    @Test
    @Order(6)
    void a_class_of_two_hundred_is_sorted_at_once(@TempDir Path folder) throws Exception {
        List<Sheet.Column> columns = IntStream.rangeClosed(1, 39).mapToObj(n ->
                new Sheet.Column("1." + n, "Exercise" + n, BigDecimal.ONE)).toList();
        List<Sheet.Student> students = IntStream.rangeClosed(1, 200).mapToObj(n -> new Sheet.Student("student-" + n,
                new BigDecimal(n), columns.stream().map(column -> new Sheet.Result(column.number(),
                        n % 3 == 0 ? "failed" : "passed", 1, 1, BigDecimal.ONE, "x".repeat(600))).toList())).toList();
        new Sheet(1, columns, students).write(folder);
        String large = browser.window(folder.resolve("grades.html").toUri().toString());
        // Compared with what the browser needs to lay the same page out again, on the same machine at the same time.
        List<?> sortedAndLaidOut = (List<?>) browser.script(large, "const time = work => {"
                + " const t = performance.now(); work(); document.body.offsetHeight; return performance.now() - t; };"
                + " const best = work => Math.min(time(work), time(work), time(work));"
                + " const sorted = best(() => document.querySelectorAll('#grades thead button')[1].click());"
                + " const laidOut = best(() => { document.body.style.display = 'none'; document.body.offsetHeight;"
                + " document.body.style.display = ''; }); arguments[arguments.length - 1]([sorted, laidOut])");
        assertEquals("student-200", browser.in(large).findElement(By.cssSelector("#grades tbody a")).getText());
        double sorted = ((Number) sortedAndLaidOut.get(0)).doubleValue();
        double laidOut = ((Number) sortedAndLaidOut.get(1)).doubleValue();
        assertTrue(sorted < 3 * laidOut, sorted + " ms to sort, " + laidOut + " ms to lay out");
    }
}
