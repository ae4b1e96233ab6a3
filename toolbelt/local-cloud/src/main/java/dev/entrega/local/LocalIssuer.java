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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says who calls, as an OAuth 2 authorization server does: its tokens are JSON Web Tokens by RFC 9068, signed with RS256, and
 * whoever checks them finds its keys by its metadata (RFC 8414, or OpenID Connect Discovery). Clients get theirs at
 * {@code /token}: for themselves by {@code client_credentials}, for a person by the code that the person's browser gets at
 * {@code /authorize}, with PKCE, and then with an ID token. Tests get them where they need one. On the loopback interface alone,
 * and whoever is there may say any name; keys and clients live in memory. Thread-safe.
 */
public final class LocalIssuer implements AutoCloseable {

    /** Whom a token is for if its request doesn't say. */
    private static final String AUDIENCE = "entrega";

    private static final String FOR_ITSELF = "client_credentials";
    private static final String FOR_A_PERSON = "authorization_code";

    private static final Duration HOUR = Duration.ofHours(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Front front;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Codes codes = new Codes(InstantSource.system());

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
     * A client that may get tokens from now on, for itself and for who logs in.
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
        return keys.getLast().sign(SigningKey.ACCESS_TOKEN, claims);
    }

    /** Signs with a new key from now on. What the others have signed stays good: they stay published. */
    public void rotate() {
        keys.add(SigningKey.generate());
    }

    /** How long those tokens are good that clients get from now on: an hour, if nobody says. In whole seconds. */
    public void tokensLast(Duration lasting) {
        life = lasting;
    }

    /** How often that path was asked for: {@code /token}, {@code /keys}, {@code /authorize}. */
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
            case "/authorize" -> authorize(request);
            case "/logout" -> logout(request.form());
            default -> json(404, Map.of("error", "not_found"));
        };
    }

    private Map<String, Object> metadata() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("issuer", issuer().toString());
        metadata.put("authorization_endpoint", issuer() + "/authorize");
        metadata.put("token_endpoint", issuer() + "/token");
        metadata.put("jwks_uri", issuer() + "/keys");
        metadata.put("end_session_endpoint", issuer() + "/logout");
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put("grant_types_supported", List.of(FOR_ITSELF, FOR_A_PERSON));
        metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return metadata;
    }

    /** RFC 6749, 4.1.1 and 4.1.2: first the page, then what was sent from it. */
    private Answer authorize(Request request) {
        Form query;
        Authorization asked;
        Client client;
        try {
            query = Form.parse(request.query());
            client = clients.get(query.get("client_id"));
            if (client == null) {
                return LoginPage.refusal("There is no client of the name " + query.get("client_id") + ".");
            }
            asked = Authorization.of(query);
        } catch (Refusal refusal) {
            return LoginPage.refusal(refusal.reason());
        }
        try {
            asked.require(query, client.scopes());
            var sent = Form.parse(request.body());
            if (LoginPage.isRefused(sent)) {
                throw new Refusal("access_denied", "the person has refused");
            }
            return LoginPage.person(sent)
                    .map(person -> codes.give(asked, person, LoginPage.given(asked, sent)))
                    .map(code -> redirect(asked.answer(issuer(), Map.of("code", code))))
                    .orElseGet(() -> LoginPage.ask(request.query(), asked));
        } catch (Refusal refusal) {
            var error = new LinkedHashMap<String, String>();
            error.put("error", refusal.code());
            error.put("error_description", refusal.reason());
            return redirect(asked.answer(issuer(), error));
        }
    }

    /** OpenID Connect RP-Initiated Logout 1.0. Nobody is remembered here, so that there is nothing to end. */
    private static Answer logout(Form form) {
        try {
            return form.find("post_logout_redirect_uri")
                    .map(back -> redirect(Authorization.redirect(back).toString()))
                    .orElseGet(LoginPage::goodbye);
        } catch (Refusal refusal) {
            return LoginPage.refusal(refusal.reason());
        }
    }

    private static Answer redirect(String address) {
        return new Answer(303, "text/plain", Map.of("Location", address, "Cache-Control", "no-store"), "");
    }

    /** RFC 6749, 4.1.3, 4.4 and 5.2. */
    private Answer token(Headers headers, String body) {
        try {
            var form = Form.parse(body);
            var credentials = ClientCredentials.of(headers, form);
            var client = clients.get(credentials.client());
            if (client == null || !client.secret().equals(credentials.secret())) {
                throw new Refusal(401, "invalid_client", "no client of that name has that secret");
            }
            return switch (form.get("grant_type")) {
                case FOR_ITSELF -> forItself(credentials.client(), client, form);
                case FOR_A_PERSON -> forAPerson(codes.take(credentials.client(), form));
                default ->
                    throw new Refusal("unsupported_grant_type", "there are " + FOR_ITSELF + " and " + FOR_A_PERSON);
            };
        } catch (Refusal refusal) {
            return json(refusal.status(), Map.of("error", refusal.code(), "error_description", refusal.reason()));
        }
    }

    private Answer forItself(String name, Client client, Form form) {
        String scope = granted(client, form.get("scope"));
        String audience = form.find("audience").orElse(AUDIENCE);
        return json(200, given(claims(name, audience, scope, life), scope));
    }

    private Answer forAPerson(Codes.Grant grant) {
        var asked = grant.asked();
        String audience = asked.audience().isEmpty() ? AUDIENCE : asked.audience();
        var claims = claims(grant.person(), audience, grant.scope(), life);
        claims.put("client_id", asked.client());
        var answer = given(claims, grant.scope());
        if (asked.scopes().contains(Authorization.OPENID)) {
            answer.put("id_token", keys.getLast().sign(SigningKey.ID_TOKEN, identity(grant)));
        }
        return json(200, answer);
    }

    private Map<String, Object> given(Map<String, Object> claims, String scope) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", sign(claims));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", life.toSeconds());
        answer.put("scope", scope);
        return answer;
    }

    /** OpenID Connect Core 1.0, 2. */
    private Map<String, Object> identity(Codes.Grant grant) {
        var claims = claims(grant.person(), grant.asked().client(), "", life);
        claims.keySet().removeAll(Set.of("client_id", "scope"));
        claims.put("name", grant.person());
        if (!grant.asked().nonce().isEmpty()) {
            claims.put("nonce", grant.asked().nonce());
        }
        return claims;
    }

    private static String granted(Client client, String scope) {
        if (scope.isBlank()) {
            return String.join(" ", client.scopes());
        }
        var wanted = Authorization.words(scope);
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
