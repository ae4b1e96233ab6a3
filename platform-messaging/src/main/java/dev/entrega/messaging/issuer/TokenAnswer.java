package dev.entrega.messaging.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** What an issuer answers to a client that asks for a token (RFC 6749, 5): one, if its status is 200. Immutable. */
public final class TokenAnswer {

    /** Of a token whose answer doesn't say; it should (RFC 6749, 5.1). */
    private static final int SHORT_LIFE = 300;

    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private final URI address;
    private final int status;
    private final JsonNode said;

    TokenAnswer(URI address, int status, JsonNode said) {
        this.address = address;
        this.status = status;
        this.said = said;
    }

    public int status() {
        return status;
    }

    /**
     * What it says; empty if it doesn't.
     *
     * @param member as {@code access_token}
     */
    public String text(String member) {
        return said.path(member).asText();
    }

    /** For how long the token is good, from when it was given. */
    public Duration life() {
        return Duration.ofSeconds(said.path("expires_in").asLong(SHORT_LIFE));
    }

    /** For an operator. What stands there besides an error's code is not repeated: it may be as secret as what was sent. */
    @Override
    public String toString() {
        String error = text("error");
        return address + " answers " + status + (ERROR.matcher(error).matches() ? " " + error : "");
    }
}
