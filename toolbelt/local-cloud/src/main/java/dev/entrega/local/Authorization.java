package dev.entrega.local;

import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a client asks a person's browser to bring it: a code for a token of that person (RFC 6749, 4.1.1).
 *
 * @param redirect where the code goes to
 * @param state that goes there with it
 * @param scopes that are asked for, in their order
 * @param audience whom the token is for; empty if the client doesn't say
 * @param nonce for the ID token; empty for none
 * @param challenge that the verifier must have as its hash (RFC 7636)
 */
record Authorization(
        String client,
        URI redirect,
        String state,
        Set<String> scopes,
        String audience,
        String nonce,
        String challenge) {

    static final String OPENID = "openid";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** As it stands, of a client that is known; {@link #require} says whether it is one to be answered. */
    static Authorization of(Form query) {
        return new Authorization(
                query.get("client_id"),
                redirect(query.get("redirect_uri")),
                query.get("state"),
                words(query.get("scope")),
                query.get("audience"),
                query.get("nonce"),
                query.get("code_challenge"));
    }

    static Set<String> words(String scope) {
        return scope.isBlank()
                ? Set.of()
                : new LinkedHashSet<>(List.of(scope.strip().split(" +")));
    }

    /** @throws Refusal if it is not on this machine: nobody is sent elsewhere, and no error either */
    static URI redirect(String text) {
        try {
            var uri = URI.create(text);
            if ("http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && LOOPBACK.matcher(uri.getHost()).matches()
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // It is none at all.
        }
        throw new Refusal("invalid_request", "redirect_uri must be http on this machine, without a fragment");
    }

    /**
     * Checks what the client is told of.
     *
     * @param allowed scopes that it may ask for; empty for all
     * @throws Refusal by RFC 6749, 4.1.2.1
     */
    void require(Form query, Set<String> allowed) {
        if (!query.get("response_type").equals("code")) {
            throw new Refusal("unsupported_response_type", "response_type must be code");
        }
        if (!query.get("code_challenge_method").equals("S256")
                || !CHALLENGE.matcher(challenge).matches()) {
            throw new Refusal("invalid_request", "there must be a code_challenge, of code_challenge_method S256");
        }
        if (!allowed.isEmpty() && !allowed.containsAll(toGive())) {
            throw new Refusal("invalid_scope", "the client may have " + allowed);
        }
    }

    /** The scopes that the person decides about. That one says who one is, is what the page is for. */
    Set<String> toGive() {
        return scopes.stream()
                .filter(scope -> !scope.equals(OPENID))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Where the browser goes with the answer, which the issuer adds its name to (RFC 9207). */
    String answer(URI issuer, Map<String, String> parameters) {
        var all = new StringBuilder(redirect.toString()).append(redirect.getRawQuery() == null ? '?' : '&');
        parameters.forEach((name, value) ->
                all.append(name).append('=').append(encoded(value)).append('&'));
        if (!state.isEmpty()) {
            all.append("state=").append(encoded(state)).append('&');
        }
        return all.append("iss=").append(encoded(issuer.toString())).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
