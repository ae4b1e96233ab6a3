package dev.entrega.api.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Requests as a scheme sees them. */
final class Requests {
    private Requests() {}

    /** @param headers names and values in turn */
    static SignedRequest request(String body, Instant received, String... headers) {
        var all = new HashMap<String, List<String>>();
        for (int i = 0; i < headers.length; i += 2) {
            all.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        return SignedRequest.of(all, body.getBytes(StandardCharsets.UTF_8), received);
    }
}
