package dev.entrega.toolbelt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entrega.toolbelt.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs common commands once, against a broker that answers from a list, so that the JVM can write down which classes they
 * need ({@code -XX:AOTCacheOutput}); with that archive a command starts in a fraction of the time. The build runs it. It
 * touches nothing outside of a temporary folder.
 */
final class Rehearsal {

    private static final List<String> COMMANDS = List.of(
            "--version",
            "--help",
            "queue list --help",
            "queue lst",
            "queue list --no-color",
            "queue list --json",
            "queue peek a",
            "topic list",
            "dlq groups",
            "event show x");

    /** What SNS and SQS say, by the last word of the action. */
    private static final Map<String, String> ANSWERS = Map.of(
            "ListQueues", "{\"QueueUrls\":[\"URL/000000000000/dev_a\",\"URL/000000000000/dev_b_dlq\"]}",
            "GetQueueUrl", "{\"QueueUrl\":\"URL/000000000000/dev_a\"}",
            "GetQueueAttributes",
                    "{\"Attributes\":{\"QueueArn\":\"arn:aws:sqs:eu-central-1:000000000000:dev_a\","
                            + "\"ApproximateNumberOfMessages\":\"1\",\"RedrivePolicy\":\"{\\\"maxReceiveCount\\\":9}\"}}",
            "ListTopics", """
                    <ListTopicsResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListTopicsResult><Topics><member>
                    <TopicArn>arn:aws:sns:eu-central-1:000000000000:dev_order_placed_v1</TopicArn></member></Topics>
                    </ListTopicsResult></ListTopicsResponse>""",
            "ListSubscriptionsByTopic", """
                    <ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
                    <ListSubscriptionsByTopicResult><Subscriptions/></ListSubscriptionsByTopicResult>
                    </ListSubscriptionsByTopicResponse>""");

    private static final String ENVIRONMENT = """
        dev:
          region: eu-central-1
          endpoint: %s
          access-key-id: dev
          secret-access-key: dev
          services:
            a: {database-url: "postgres://nobody:nothing@127.0.0.1:1/none"}
        """;

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("toolbelt-rehearsal");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> answer(exchange, url));
        server.start();
        try {
            Toolbelt.quiet();
            Files.writeString(folder.resolve("environments.yml"), ENVIRONMENT.formatted(url));
            var surroundings = new Surroundings(folder, Map.of(), null, InputStream.nullInputStream());
            var nowhere = new PrintWriter(Writer.nullWriter());
            for (String command : COMMANDS) {
                Toolbelt.run(surroundings, nowhere, nowhere, command.split(" ", -1));
            }
        } finally {
            server.stop(0);
            delete(folder);
        }
        System.exit(0); // The SDK's threads would keep the process for a minute.
    }

    private static void answer(HttpExchange exchange, String url) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String action = Optional.ofNullable(target)
                    .map(name -> name.substring(name.indexOf('.') + 1))
                    .orElseGet(() -> asked.replaceFirst("(?s).*Action=(\\w+).*", "$1"));
            byte[] answer =
                    ANSWERS.getOrDefault(action, "{}").replace("URL", url).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", target == null ? "text/xml" : "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
