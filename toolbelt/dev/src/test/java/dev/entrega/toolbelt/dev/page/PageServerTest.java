package dev.entrega.toolbelt.dev.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.entrega.toolbelt.dev.live.SampleSystem;
import dev.entrega.toolbelt.dev.live.Watch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as HTTP has it: what a browser is given, and who is refused. */
class PageServerTest {
    private static final RecordedControls CONTROLS = new RecordedControls();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static SampleSystem system;
    private static Watch watch;
    private static PageServer server;

    @BeforeAll
    static void serve() throws Exception {
        system = SampleSystem.start();
        watch = system.watch();
        server = PageServer.bind(0);
        server.serve(watch, CONTROLS);
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
        watch.stop();
        system.close();
    }

    @BeforeEach
    void forget() {
        CONTROLS.done().clear();
    }

    @Test
    void thePageShowsTheWholeWayOfAnEvent() throws Exception {
        String page = get("/").body();

        assertThat(page)
                .contains("<dd id=\"handled\">1</dd>", "<dd id=\"duplicates\">2</dd>", "<dd id=\"dead\">1</dd>")
                .contains("order.placed.v1", "accepted by orders-api", "reserve-stock handled it")
                .contains("reserve-stock recognised 2 duplicates", "reserve-stock: dead letter")
                .contains("attempts exhausted", "java.lang.IllegalStateException at ReserveStock.java:42")
                .contains("value=\"redrive\"", "stock-service <small>worker</small>")
                .contains("<svg", "<path class=\"cold\"");
    }

    @Test
    void anEventThatIsInNoTableAndNoQueueIsLostAndAnotherIsUnderWay() throws Exception {
        assertThat(get("/").body())
                .contains("<dd id=\"lost\">1</dd>", "<dd id=\"under-way\">1</dd>", "<dd id=\"accepted\">4</dd>");
    }

    @Test
    void aServiceWithHttpIsOneClickAway() throws Exception {
        assertThat(get("/").body()).contains("<a href=\"visit?process=shop.web\">shop.web</a>");
        var shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.start();
        try {
            String address = "http://localhost:" + shop.getAddress().getPort();
            CONTROLS.shop(URI.create(address));
            assertThat(get("/visit?process=shop.web").headers().firstValue("Location"))
                    .as("it has no page of its own")
                    .hasValue(address + "/openapi");

            shop.createContext("/", exchange -> exchange.sendResponseHeaders(302, -1));
            var answer = get("/visit?process=shop.web");
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue(address + "/");
        } finally {
            shop.stop(0);
        }
        assertThat(get("/visit?process=stock-service").statusCode()).isEqualTo(404);
        assertThat(get("/visit").statusCode()).isEqualTo(404);
    }

    @Test
    void whatOthersWroteIsText() throws Exception {
        assertThat(get("/").body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
    }

    @Test
    void onlyFilesOfTheServerRunAndNothingIsInline() throws Exception {
        var answer = get("/");

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.body()).doesNotContainPattern("<script(?![^>]* src=)|<style|\\son[a-z]+=|\\sstyle=");
        var files = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(answer.body());
        int count = 0;
        for (; files.find(); count++) {
            assertThat(get(files.group(1)).statusCode()).as(files.group(1)).isEqualTo(200);
        }
        assertThat(count).isEqualTo(5);
        assertThat(answer.body()).doesNotContain("http://", "https://");
    }

    @Test
    void eachPartIsSentOnceAndAgainOnlyWhenItHasChanged() throws Exception {
        var request = HttpRequest.newBuilder(uri("/live")).build();
        try (var body = HTTP.send(request, BodyHandlers.ofInputStream()).body();
                var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            assertThat(events(lines, 6))
                    .containsExactlyInAnyOrder("summary", "path", "handlers", "dead-letters", "events", "processes");

            CONTROLS.done().add("notice"); // The summary shows it, and nothing else does.
            watch.hurry();
            assertThat(events(lines, 1)).containsExactly("summary");
            CONTROLS.done().add("another");
            watch.hurry();
            assertThat(events(lines, 1)).containsExactly("summary");
        }
    }

    @Test
    void aButtonOfThePageDoesWhatItSays() throws Exception {
        var answer = post("action=redrive&service=stock-service&target=abc%2F1", origin());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/");
        assertThat(CONTROLS.done()).containsExactly("redrive stock-service abc/1");
    }

    @Test
    void anotherPageCanPressNoButton() throws Exception {
        assertThat(post("action=kill", "https://example.org").statusCode()).isEqualTo(403);
        assertThat(post("action=kill", "null").statusCode()).isEqualTo(403);
        assertThat(post("action=kill", origin() + "0").statusCode()).isEqualTo(403);
        assertThat(post("action=kill", "").statusCode()).isEqualTo(403);
        assertThat(get("/actions?action=kill").statusCode()).isEqualTo(405);
        assertThat(CONTROLS.done()).isEmpty();
    }

    @Test
    void anUnknownActionIsRefused() throws Exception {
        assertThat(post("action=explode", origin()).statusCode()).isEqualTo(400);
    }

    @Test
    void aReboundNameGetsNothing() throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("order.placed");
        }
    }

    @Test
    void otherPathsAreNotThere() throws Exception {
        assertThat(get("/assets/../page.css").statusCode()).isEqualTo(404);
        assertThat(get("/favicon.ico").statusCode()).isEqualTo(404);
    }

    private static List<String> events(BufferedReader lines, int count) throws Exception {
        var events = new ArrayList<String>();
        while (events.size() < count) {
            String line = lines.readLine();
            assertThat(line).isNotNull();
            if (line.startsWith("event: ")) {
                events.add(line.substring("event: ".length()));
            }
        }
        return events;
    }

    private static String origin() {
        return "http://localhost:" + server.address().getPort();
    }

    private static URI uri(String path) {
        return server.address().resolve(path);
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String form, String origin) throws Exception {
        var request = HttpRequest.newBuilder(uri("/actions"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
