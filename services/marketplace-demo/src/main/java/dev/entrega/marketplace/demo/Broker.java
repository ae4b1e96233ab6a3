package dev.entrega.marketplace.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SNS and SQS as a stranger sees them: a few requests written by hand, so that what counts shares no code with what is
 * counted. Thread-safe.
 */
final class Broker implements AutoCloseable {
    private static final Pattern TOPIC_ARN = Pattern.compile("<TopicArn>(.+?)</TopicArn>");
    private static final Pattern NEXT_TOKEN = Pattern.compile("<NextToken>(.+?)</NextToken>");

    /** What SQS holds of a queue: to be received, received but not yet deleted, and to be shown later. */
    private static final String[] COUNTS = {
        "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"
    };

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI endpoint;
    private final String region;
    private final String environment;

    Broker(URI endpoint, String region, String environment) {
        this.endpoint = endpoint;
        this.region = region;
        this.environment = environment;
    }

    /**
     * Publishes an event to its topic, exactly as it was published before. The deduplication of a FIFO topic is passed by:
     * it would swallow the copy that the inbox is to recognise.
     */
    void publishAgain(StoredEvent event) {
        Map<String, String> form = new TreeMap<>();
        form.put("Action", "Publish");
        form.put("Message", event.body());
        Optional<String> ordered = orderedTopic(event.type());
        if (ordered.isPresent()) {
            form.put("TopicArn", ordered.get());
            form.put("MessageGroupId", event.subject());
            form.put("MessageDeduplicationId", UUID.randomUUID().toString());
        } else {
            form.put("TopicArn", arn(environment + "_" + event.type().replace('.', '_')));
        }
        int n = 1;
        for (var attribute : event.attributes().entrySet()) {
            String entry = "MessageAttributes.entry." + n++;
            form.put(entry + ".Name", attribute.getKey());
            form.put(entry + ".Value.DataType", "String");
            form.put(entry + ".Value.StringValue", attribute.getValue());
        }
        sns(form);
    }

    /** All types of an ordered noun share a FIFO topic. */
    private Optional<String> orderedTopic(String type) {
        String ending = ":" + environment + "_" + type.substring(0, type.indexOf('.')) + ".fifo";
        Map<String, String> form = new TreeMap<>(Map.of("Action", "ListTopics"));
        while (true) {
            String page = sns(form);
            Matcher arns = TOPIC_ARN.matcher(page);
            while (arns.find()) {
                if (arns.group(1).endsWith(ending)) {
                    return Optional.of(arns.group(1));
                }
            }
            Matcher next = NEXT_TOKEN.matcher(page);
            if (!next.find()) {
                return Optional.empty();
            }
            form.put("NextToken", next.group(1));
        }
    }

    /** How many messages each queue holds that is not empty, by the queue's name. */
    Map<String, Long> waiting() {
        Map<String, Long> waiting = new TreeMap<>();
        for (JsonNode url :
                sqs("ListQueues", Map.of("QueueNamePrefix", environment + "_")).path("QueueUrls")) {
            JsonNode attributes = sqs("GetQueueAttributes", Map.of("QueueUrl", url.asText(), "AttributeNames", COUNTS))
                    .path("Attributes");
            long messages = 0;
            for (String count : COUNTS) {
                messages += attributes.path(count).asLong();
            }
            if (messages > 0) {
                waiting.put(url.asText().substring(url.asText().lastIndexOf('/') + 1), messages);
            }
        }
        return waiting;
    }

    @Override
    public void close() {
        http.close();
    }

    /** CreateTopic answers with the ARN of a topic that exists; ARNs are read, never built. */
    private String arn(String topic) {
        Matcher arn = TOPIC_ARN.matcher(sns(Map.of("Action", "CreateTopic", "Name", topic)));
        if (!arn.find()) {
            throw MarketplaceException.unreachable(
                    "SNS named no ARN for the topic " + topic + ": does it exist?", null);
        }
        return arn.group(1);
    }

    String sns(Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "Version=2010-03-31&", ""));
        return send("sns", form.getOrDefault("Action", ""), request("sns", "application/x-www-form-urlencoded", body));
    }

    JsonNode sqs(String action, Map<String, Object> parameters) {
        try {
            var request = request("sqs", "application/x-amz-json-1.0", json.writeValueAsString(parameters))
                    .header("X-Amz-Target", "AmazonSQS." + action);
            return json.readTree(send("sqs", action, request));
        } catch (IOException e) {
            throw MarketplaceException.unreachable("SQS answered " + action + " with broken JSON", e);
        }
    }

    /** The credential scope says which of the two is meant; the local cloud accepts any signature. */
    private HttpRequest.Builder request(String service, String contentType, String body) {
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", contentType)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=demo/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=none"
                                .formatted(region, service))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String send(String service, String action, HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw MarketplaceException.unreachable(
                        service + " answered " + action + " with " + answer.statusCode() + ": " + answer.body(), null);
            }
            return answer.body();
        } catch (IOException e) {
            throw MarketplaceException.unreachable(service + " does not answer " + action + " (" + e + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarketplaceException.unreachable("interrupted while asking " + service, e);
        }
    }
}
