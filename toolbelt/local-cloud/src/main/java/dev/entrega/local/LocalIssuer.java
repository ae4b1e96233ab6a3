package dev.entrega.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says who calls, as an OAuth 2 authorization server does: its tokens are JSON Web Tokens by RFC 9068, signed with RS256, and
 * whoever checks them finds its keys by its metadata (RFC 8414, or OpenID Connect Discovery). Clients get theirs at
 * {@code /token} by {@code client_credentials}, tests where they need one. On the loopback interface alone; keys and clients
 * live in memory. Thread-safe.
 */
public final class LocalIssuer implements AutoCloseable {

    /** Whom a token is for if its request doesn't say. */
    private static final String AUDIENCE = "entrega";

    private static final Duration HOUR = Duration.ofHours(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Front front;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    /** The last one signs. */
    private final List<SigningKey> keys = new CopyOnWriteArrayList<>(List.of(SigningKey.generate()));

    private volatile Duration life = HOUR;

    /** @param scopes all that it may have; empty if it gets whatever it asks for */
    private record Client(String secret, Set<String> scopes) {}

    private LocalIssuer(Front front) {
        this.front = front;
    }

    /**
     * Starts, and returns when it can be asked.
     *
     * @param port 0 for any free one
     * @throws LocalCloudException if the port is taken
     */
    public static LocalIssuer start(int port) {
        var issuer = new LocalIssuer(Front.bind(port, "the issuer of tokens"));
        issuer.front.serve(issuer::answer);
        return issuer;
    }

    /** What is {@code iss} in its tokens, and {@code OAUTH_ISSUER} for who trusts them. */
    public URI issuer() {
        return front.uri();
    }

    /**
     * A client that may get tokens for itself from now on.
     *
     * @param scopes those that it may have, and has if it asks for none; without any it gets what it asks for
     */
    public LocalIssuer register(String client, String secret, String... scopes) {
        clients.put(client, new Client(secret, Set.of(scopes)));
        return this;
    }

    /** A token for the audience {@code entrega}, as that client would get it, registered or not; good for an hour. */
    public String token(String client, String... scopes) {
        return sign(claims(client, scopes));
    }

    /** What such a token says, for a test to change before it is signed. */
    public Map<String, Object> claims(String client, String... scopes) {
        return claims(client, AUDIENCE, String.join(" ", scopes), HOUR);
    }

    private Map<String, Object> claims(String client, String audience, String scope, Duration lasting) {
        var now = Instant.now();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer().toString());
        claims.put("sub", client);
        claims.put("client_id", client);
        claims.put("aud", audience);
        claims.put("scope", scope);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lasting).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    /** A token that says just that, true or not. */
    public String sign(Map<String, Object> claims) {
        return keys.getLast().sign(claims);
    }

    /** Signs with a new key from now on. What the others have signed stays good: they stay published. */
    public void rotate() {
        keys.add(SigningKey.generate());
    }

    /** How long those tokens are good that clients get from now on: an hour, if nobody says. In whole seconds. */
    public void tokensLast(Duration lasting) {
        life = lasting;
    }

    /** How often that path was asked for: {@code /token}, {@code /keys}. */
    public int asked(String path) {
        return asked.getOrDefault(path, 0);
    }

    private Answer answer(Headers headers, Request request) {
        asked.merge(request.path(), 1, Integer::sum);
        return switch (request.path()) {
            case "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server" ->
                json(200, metadata());
            case "/keys" ->
                json(
                        200,
                        Map.of("keys", keys.stream().map(SigningKey::published).toList()));
            case "/token" -> token(headers, request.body());
            default -> json(404, Map.of("error", "not_found"));
        };
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer", issuer().toString(),
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "response_types_supported", List.of(), // None, but the specifications want the list.
                "grant_types_supported", List.of("client_credentials"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
    }

    /** RFC 6749, 4.4 and 5.2. */
    private Answer token(Headers headers, String body) {
        try {
            var form = Form.parse(body);
            var credentials = ClientCredentials.of(headers, form);
            var client = clients.get(credentials.client());
            if (client == null || !client.secret().equals(credentials.secret())) {
                throw new Refusal(401, "invalid_client", "no client of that name has that secret");
            }
            if (!form.get("grant_type").equals("client_credentials")) {
                throw new Refusal("unsupported_grant_type", "there is client_credentials");
            }
            String scope = granted(client, form.get("scope"));
            String audience = form.find("audience").orElse(AUDIENCE);
            var answer = new LinkedHashMap<String, Object>();
            answer.put("access_token", sign(claims(credentials.client(), audience, scope, life)));
            answer.put("token_type", "Bearer");
            answer.put("expires_in", life.toSeconds());
            answer.put("scope", scope);
            return json(200, answer);
        } catch (Refusal refusal) {
            return json(refusal.status(), Map.of("error", refusal.code(), "error_description", refusal.reason()));
        }
    }

    private static String granted(Client client, String scope) {
        if (scope.isBlank()) {
            return String.join(" ", client.scopes());
        }
        var wanted = new LinkedHashSet<>(List.of(scope.strip().split(" +")));
        if (!client.scopes().isEmpty() && !client.scopes().containsAll(wanted)) {
            throw new Refusal("invalid_scope", "the client may have " + client.scopes());
        }
        return String.join(" ", wanted);
    }

    private static Answer json(int status, Map<String, ?> body) {
        var headers = status == 401
                ? Map.of("Cache-Control", "no-store", "WWW-Authenticate", "Basic")
                : Map.of("Cache-Control", "no-store");
        return new Answer(
                status, "application/json", headers, JSON.valueToTree(body).toString());
    }

    /** Stops at once. Closing twice is harmless. */
    @Override
    public void close() {
        front.close();
    }
}
