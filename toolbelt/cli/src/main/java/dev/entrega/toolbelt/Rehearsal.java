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
            "event show x",
            "contract lint",
            "contract check --against contracts",
            "contract asyncapi --contracts-only",
            "contract docs --contracts-only --out site");

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

    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "description": "A.", "type": "object",
             "required": ["b"],
             "properties": {"b": {"description": "B.", "type": "string", "pattern": "^[a-z]+$", "maxLength": 9},
                            "%s": {"description": "C.", "type": "array", "maxItems": 9, "items": {"$ref": "#/$defs/d"}}},
             "$defs": {"d": {"description": "D.", "type": "object", "properties":
               {"e": {"description": "E.", "type": "integer", "minimum": 0}, "f": {"description": "F.", "enum": ["g"]}}}}}
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
            Path contracts = Files.createDirectories(folder.resolve("contracts/order/placed"));
            Files.writeString(contracts.resolve("v1.schema.json"), SCHEMA.formatted("c"));
            Files.writeString(contracts.resolve("v2.schema.json"), SCHEMA.formatted("h"));
            Files.writeString(contracts.resolveSibling("noun.yaml"), "{owner: a, description: An order.}");
            Files.createDirectories(contracts.resolve("v1.examples"));
            Files.writeString(contracts.resolve("v1.examples/valid.json"), "{\"b\": \"i\"}");
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
