package dev.entrega.benchmark.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The stub of SNS and SQS in its process, and its control. */
final class Broker implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long ENDLESS = -1;

    private final Program program;
    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What was counted of a queue. */
    record Queue(long received, long receives, long deleted, long deletes) {
        Queue since(Queue before) {
            return new Queue(
                    received - before.received,
                    receives - before.receives,
                    deleted - before.deleted,
                    deletes - before.deletes);
        }
    }

    /** What was counted of publications: events, and the calls that brought them. */
    record Published(long events, long calls) {
        Published since(Published before) {
            return new Published(events - before.events, calls - before.calls);
        }
    }

    private Broker(Program program, URI endpoint) {
        this.program = program;
        this.endpoint = endpoint;
    }

    static Broker start(Programs programs) throws InterruptedException {
        var program = programs.stub();
        String line = program.await("listens on ");
        programs.pinStub(program);
        return new Broker(program, URI.create(line.substring(line.lastIndexOf(' ') + 1)));
    }

    URI endpoint() {
        return endpoint;
    }

    Duration cpu() {
        return program.cpu();
    }

    /** From now on gives events without end. */
    void open(String queue) {
        supply(queue, ENDLESS, Long.MAX_VALUE);
    }

    /** From now on gives events without end, but so many at most that are not deleted. */
    void open(String queue, long inFlight) {
        supply(queue, ENDLESS, inFlight);
    }

    /** From now on gives nothing. */
    void shut(String queue) {
        supply(queue, 0, Long.MAX_VALUE);
    }

    private void supply(String queue, long events, long inFlight) {
        get("supply/" + queue + "/" + events + "/" + inFlight);
    }

    void latency(Duration receive, Duration delete, Duration publish) {
        get("latency/" + receive.toMillis() + "/" + delete.toMillis() + "/" + publish.toMillis());
    }

    Queue counts(String queue) {
        var counts = get("counts").path("queues").path(queue);
        return new Queue(
                counts.path("received").asLong(),
                counts.path("receives").asLong(),
                counts.path("deleted").asLong(),
                counts.path("deletes").asLong());
    }

    Published published() {
        var counts = get("counts");
        return new Published(
                counts.path("published").asLong(), counts.path("publishes").asLong());
    }

    private JsonNode get(String words) {
        try {
            var request = HttpRequest.newBuilder(endpoint.resolve("/control/" + words))
                    .build();
            return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("the stub can't be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the stub", e);
        }
    }

    @Override
    public void close() {
        http.close();
        program.close();
    }
}
