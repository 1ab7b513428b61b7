package com.example.tools.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.example.tools.process.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real browser without a screen. Each window is known by its handle; every wait has a bound of 15 s. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--window-size=900,900");

    /** Draws once a second in place of sixty times, which is much of what a browser without a graphics card does. */
    private static final String STILL = "--force-prefers-reduced-motion";

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** Opens Debian's Chromium, or a Chrome on the path, for a reader of English; without one, the test is skipped. */
    static Browser open() throws IOException {
        return open("en-US", STILL);
    }

    /** As {@link #open()}, for a reader who has not asked for less motion: the pages draw for each frame. */
    static Browser openWithMotion() throws IOException {
        return open("en-US");
    }

    /** As {@link #open()}, for a reader of another language, such as {@code ko-KR}. */
    static Browser openIn(String language) throws IOException {
        return open(language, STILL);
    }

    private static Browser open(String language, String... flags) throws IOException {
        Optional<Path> browser = find("chromium", "google-chrome", "chrome");
        Optional<Path> driver = find("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            if (System.getenv("CI") != null && find("apt-get").isPresent()) {
                throw new IllegalStateException("CI must have a browser: install chromium and chromium-driver.");
            }
            abort("There is no browser here: install chromium and chromium-driver to test the pages.");
        }
        Path profile = Files.createTempDirectory("browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments(FLAGS);
        options.addArguments(flags);
        options.addArguments("--user-data-dir=" + profile, "--lang=" + language, "--accept-lang=" + language);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile()).usingAnyFreePort().build();
        return new Browser(profile, new ChromeDriver(service, options));
    }

    private static Optional<Path> find(String... names) {
        String end = File.separatorChar == '\\' ? ".exe" : "";
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name + end)))
                .filter(Files::isExecutable).findFirst();
    }

    /** Opens a page in a window of its own, and returns the window's handle. */
    String window(String url) {
        driver.switchTo().newWindow(WindowType.WINDOW);
        driver.get(url);
        return driver.getWindowHandle();
    }

    /** The window that was there from the start. */
    String first() {
        return driver.getWindowHandles().iterator().next();
    }

    /** Goes to a window; what follows concerns it. */
    WebDriver in(String window) {
        return driver.switchTo().window(window);
    }

    /** Types into the form of a room's page, and sends it. */
    void say(String window, String name, String text) {
        WebDriver page = in(window);
        page.findElement(By.id("name")).clear();
        page.findElement(By.id("name")).sendKeys(name);
        page.findElement(By.id("text")).sendKeys(text);
        page.findElement(By.cssSelector("#form button")).click();
    }

    String text(String window, String id) {
        return in(window).findElement(By.id(id)).getText();
    }

    int number(String window, String id) {
        return Integer.parseInt(text(window, id));
    }

    /** Runs a script in a window; its callback, the last argument, ends it. */
    Object script(String window, String script) {
        in(window);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return ((JavascriptExecutor) driver).executeAsyncScript(script);
    }

    /** Shows a window as on another medium ("screen", "print", "" for what it is), in a light or dark scheme. */
    void media(String window, String medium, String scheme) {
        in(window);
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium, "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Shows a window as on a screen that is so wide, in a light or a dark colour scheme. */
    void emulate(String window, String scheme, int width, int height) {
        media(window, "", scheme);
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void screenshot(String window, Path file) throws IOException {
        in(window);
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES));
    }

    /** Waits until something is so, and says what it saw if that does not come. */
    static void await(String what, Supplier<Boolean> condition, Supplier<String> seen) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what + "; seen: "
                        + seen.get());
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        Trees.delete(profile);
    }
}
