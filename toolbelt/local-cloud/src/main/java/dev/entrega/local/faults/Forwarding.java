package dev.entrega.local.faults;

import dev.entrega.local.wire.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Asks the broker behind the proxy. Thread-safe. */
final class Forwarding implements AutoCloseable {

    /** Those that the client sets by itself, in lower case. */
    private static final Set<String> OWN = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI broker;

    Forwarding(URI broker) {
        this.broker = broker;
    }

    Answer forward(BrokerCall call) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(broker.resolve(call.path())).POST(BodyPublishers.ofString(call.body()));
        call.headers().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return answer(http.send(request.build(), BodyHandlers.ofString()));
    }

    private static Answer answer(HttpResponse<String> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        String type = headers.getOrDefault("Content-Type", "text/plain");
        headers.keySet().removeAll(Set.of("Content-Type", "Content-Length", "Transfer-Encoding", "Connection", "Date"));
        return new Answer(response.statusCode(), type, headers, response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
