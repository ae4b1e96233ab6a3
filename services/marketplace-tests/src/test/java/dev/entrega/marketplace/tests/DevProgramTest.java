package dev.entrega.marketplace.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The development mode as somebody lives with it who has a page and signals, and no terminal. */
@Tag("faults")
class DevProgramTest {
    private static final Path JAR = Path.of("../../toolbelt/dev/target/toolbelt-dev.jar")
            .toAbsolutePath()
            .normalize();
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern FIELD = Pattern.compile("<input [^>]*name=\"([^\"]+)\" value=\"([^\"]+)\"");

    @TempDir
    private Path project;

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // Each test begins with start, with the services that it needs.
    private Process dev;

    @SuppressWarnings("NullAway.Init")
    private URI page;

    /** The example's services in a folder of the test's own, so that a run of the clone's is not in the way. */
    private void start(String... services) throws Exception {
        Files.createFile(project.resolve("Procfile"));
        Path folder = Files.createDirectory(project.resolve("services"));
        for (String service : services) {
            Files.createSymbolicLink(
                    folder.resolve(service), Path.of("..", service).toRealPath());
        }
        launch();
    }

    private void startSome() throws Exception {
        start("orders-api", "stock-service", "marketplace-demo");
    }

    @AfterEach
    void end() throws Exception {
        List<ProcessHandle> family = dev.descendants().toList();
        dev.toHandle().destroy();
        if (!dev.waitFor(60, TimeUnit.SECONDS)) {
            dev.toHandle().destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void killedServicesComeBackFaultsEndAsDeadLettersAndNothingIsLeftBehind() throws Exception {
        start(
                "orders-api",
                "stock-service",
                "turnover-service",
                "marketplace-webhook",
                "settlement-job",
                "marketplace-broker",
                "bazaar",
                "backoffice",
                "marketplace-demo");
        await().atMost(SOON).until(() -> number("handled") > 0);

        long pid = pid("stock-service");
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(() -> pid("stock-service") > 0 && pid("stock-service") != pid && running());
        assertThat(lines).anyMatch(line -> line.contains("stock-service was killed and is started again"));

        press("action=fault&target=reserve-stock");
        await().atMost(SOON).until(() -> number("dead") > 0);
        press("action=fault&target=reserve-stock");
        press("action=redrive&service=stock-service&target=" + find("value=\"redrive\">.*?value=\"([0-9a-f]{8})\""));
        await().atMost(SOON).until(() -> number("dead") == 0 && number("under-way") == 0);
        assertThat(number("lost")).isZero();
        assertThat(loggedIn(backoffice())).containsPattern("<a [^>]*href=\"/orders/[0-9a-f-]{36}\"");

        List<ProcessHandle> family = dev.descendants().toList();
        assertThat(family).hasSizeGreaterThanOrEqualTo(3);
        pressCtrlC(family);
        assertThat(dev.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(dev.exitValue()).isEqualTo(143);
        assertThat(family).noneMatch(ProcessHandle::isAlive);
        assertThat(lines).noneMatch(line -> line.contains("died with exit code 130"));
        assertThat(project.resolve("target/toolbelt/dev/environments.yml")).doesNotExist();
        assertThat(project.resolve("target/toolbelt/dev/processes")).doesNotExist();
    }

    @Test
    void whatAKilledRunLeavesBehindTheNextOneEnds() throws Exception {
        startSome();
        List<ProcessHandle> left = dev.descendants().toList();
        dev.toHandle().destroyForcibly(); // Which leaves its output open.
        dev.waitFor();
        assertThat(left.stream().filter(ProcessHandle::isAlive)).hasSizeGreaterThanOrEqualTo(3);

        launch();

        assertThat(left).noneMatch(ProcessHandle::isAlive);
        assertThat(lines).anyMatch(line -> line.contains("that a killed run had left behind"));
        await().atMost(SOON).until(() -> number("handled") > 0);
    }

    @Test
    void aSecondRunForTheSameFolderIsRefused() throws Exception {
        startSome();
        Process second = command().redirectErrorStream(true).start();
        String answer = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor()).isEqualTo(4);
        assertThat(answer.lines()).singleElement().asString().contains("it runs already", "process " + dev.pid());
    }

    /** As at a terminal: it tells every process of the run, and the command line passes on what it was told. */
    private void pressCtrlC(List<ProcessHandle> family) throws Exception {
        dev.toHandle().destroy();
        var interrupt = new ArrayList<>(List.of("kill", "-INT"));
        family.forEach(process -> interrupt.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(interrupt).start().waitFor()).isZero();
        await().atMost(SOON).until(() -> lines.stream().anyMatch(line -> line.contains("ending all processes")));
        dev.toHandle().destroy();
    }

    private ProcessBuilder command() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toString(),
                "--folder",
                project.toString(),
                "--free-ports",
                "--no-open");
    }

    private void launch() throws IOException {
        lines.clear();
        dev = command().redirectErrorStream(true).start();
        BufferedReader output = dev.inputReader();
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(lines::add));
        await().atMost(START)
                .until(() -> !dev.isAlive() || lines.stream().anyMatch(line -> line.startsWith("  Page ")));
        assertThat(dev.isAlive()).as(String.join("\n", lines)).isTrue();
        page = lines.stream()
                .filter(line -> line.startsWith("  Page "))
                .map(line -> URI.create(line.substring("  Page ".length())))
                .findFirst()
                .orElseThrow();
    }

    /** Where it shows the orders. */
    private URI backoffice() {
        var port = Pattern.compile("backoffice :(\\d+)").matcher(String.join("\n", lines));
        assertThat(port.find()).as(String.join("\n", lines)).isTrue();
        return URI.create("http://localhost:" + port.group(1) + "/orders");
    }

    /** What is there for who says on the way that they are who they are taken for, by one click. */
    private static String loggedIn(URI address) throws Exception {
        try (var browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var login = browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            assertThat(login.body()).contains("name=\"name\" value=\"dev\"", "checked");
            String form = FIELD.matcher(login.body())
                    .results()
                    .map(field -> encoded(field.group(1)) + "=" + encoded(field.group(2)))
                    .collect(Collectors.joining("&"));
            var page = browser.send(
                    HttpRequest.newBuilder(login.uri())
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(page.uri()).isEqualTo(address);
            assertThat(page.body()).contains(">dev</span>");
            return page.body();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String html() throws Exception {
        return get(page).body();
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private void press(String form) throws Exception {
        var request = HttpRequest.newBuilder(page.resolve("/actions"))
                .header("Origin", page.toString())
                .header("HX-Request", "true")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private long number(String id) throws Exception {
        return Long.parseLong(find("<dd id=\"" + id + "\">(\\d+)</dd>"));
    }

    /** 0 while there is none. */
    private long pid(String process) throws Exception {
        String pid = find("<tr id=\"process-" + process + "\".*?<td class=\"number\">(\\d*)</td>");
        return pid.isEmpty() ? 0 : Long.parseLong(pid);
    }

    private boolean running() throws Exception {
        return html().contains("<tr id=\"process-stock-service\" class=\"running\">");
    }

    private String find(String pattern) throws Exception {
        String html = html();
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
        assertThat(found.find()).as("%s in %s", pattern, html).isTrue();
        return found.group(1);
    }
}
