package dev.entrega.local;

import com.sun.net.httpserver.Headers;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who asks for a token, and what proves it; by the header {@code Authorization}, or in the form (RFC 6749, 2.3.1). */
record ClientCredentials(String client, String secret) {

    private static final String BASIC = "Basic ";

    /** @throws Refusal if the header is none of that scheme */
    static ClientCredentials of(Headers headers, Form form) {
        String header = headers.getFirst("Authorization");
        return header == null ? new ClientCredentials(form.get("client_id"), form.get("client_secret")) : basic(header);
    }

    /** Both are encoded as in a form before they are encoded once more, for the sake of colons. */
    private static ClientCredentials basic(String header) {
        try {
            if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
                var bytes = Base64.getDecoder()
                        .decode(header.substring(BASIC.length()).strip());
                var parts = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
                if (parts.length == 2) {
                    return new ClientCredentials(
                            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static Refusal malformed() {
        return new Refusal(401, "invalid_client", "the Authorization header is not Basic, of CLIENT:SECRET");
    }
}
