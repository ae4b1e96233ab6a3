package dev.entrega.client;

import dev.entrega.messaging.Origin;
import dev.entrega.messaging.Origins;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.BlockingHttpClient;
import io.micronaut.http.client.ClientAttributes;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The calls of a client: each by its upstream's policies, each attempt at an instance of it. Thread-safe. */
final class UpstreamCalls implements BlockingHttpClient {

    /** Without effect by RFC 9110. PUT and DELETE are repeatable too, but seldom over somebody else's change. */
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Of a request that no method of a client has made. */
    private static final String ANY = "any";

    /** So that what comes too late has the same end as what takes too long. */
    private static final long LEAST_NANOS = 1_000_000;

    private final Upstream upstream;
    private final String path;
    private final HttpClient transport;
    private final Origins origins;

    /**
     * @param path what stands before each path, with a slash before it and none behind, or empty
     * @param transport sends to wherever it is told, and throws at no status
     */
    UpstreamCalls(Upstream upstream, String path, HttpClient transport, Origins origins) {
        this.upstream = upstream;
        this.path = path;
        this.transport = transport;
        this.origins = origins;
    }

    /**
     * Sends a request, as often as it takes and as it may be.
     *
     * @throws UpstreamUnavailableException if it was not sent, also for want of a token
     * @throws UpstreamTimeoutException if the last attempt had no answer in time
     * @throws HttpClientResponseException if the last answer is an error or leads elsewhere
     * @throws UpstreamNotFoundException instead, if it is 404 and the client's method has no way to say so
     * @throws HttpClientException if there is none
     */
    @Override
    public <I, O, E> HttpResponse<O> exchange(
            HttpRequest<I> request, @Nullable Argument<O> bodyType, @Nullable Argument<E> errorType) {
        return upstream.call(
                call(request),
                isRepeatable(request),
                (instance, timeout) -> attempt(instance, request, bodyType, timeout));
    }

    private <O> HttpResponse<O> attempt(
            URI instance, HttpRequest<?> request, @Nullable Argument<O> bodyType, Duration timeout) {
        return upstream.token()
                .filter(token -> !request.getHeaders().contains(HttpHeaders.AUTHORIZATION))
                .map(token -> authorized(instance, request, bodyType, timeout, token))
                .orElseGet(() -> answer(at(instance, request), bodyType, timeout));
    }

    /** With a token; if that is refused, once more with another. What was refused for its token was not done. */
    private <O> HttpResponse<O> authorized(
            URI instance,
            HttpRequest<?> request,
            @Nullable Argument<O> bodyType,
            Duration timeout,
            CachedToken tokens) {
        long end = System.nanoTime() + timeout.toNanos();
        var token = tokens.get(timeout);
        try {
            return answer(at(instance, request).bearerAuth(token.value()), bodyType, until(end));
        } catch (HttpClientResponseException e) {
            if (e.code() != HttpStatus.UNAUTHORIZED.getCode() || !tokens.refused(token)) {
                throw e;
            }
            var another = tokens.get(until(end));
            return answer(at(instance, request).bearerAuth(another.value()), bodyType, until(end));
        }
    }

    private static Duration until(long end) {
        return Duration.ofNanos(Math.max(LEAST_NANOS, end - System.nanoTime()));
    }

    private static boolean isRepeatable(HttpRequest<?> request) {
        return SAFE.contains(request.getMethod()) || request.getHeaders().contains(IDEMPOTENCY_KEY);
    }

    private static String call(HttpRequest<?> request) {
        return ClientAttributes.getInvocationContext(request)
                .map(context -> NameUtils.hyphenate(context.getMethodName()))
                .orElse(ANY);
    }

    /** Of its own for each attempt: filters add to it. */
    private MutableHttpRequest<?> at(URI instance, HttpRequest<?> request) {
        MutableHttpRequest<Object> attempt =
                HttpRequest.create(request.getMethod(), instance + path + request.getUri(), request.getMethodName());
        request.getBody().ifPresent(attempt::body);
        request.getHeaders().forEach((name, values) -> values.forEach(value -> attempt.header(name, value)));
        attempt.getAttributes().putAll(request.getAttributes());
        var origin = origins.current();
        add("traceparent", origin.traceparent(), attempt);
        add("tracestate", origin.tracestate(), attempt);
        add(Origin.CORRELATION_HEADER, origin.correlationId(), attempt);
        return attempt;
    }

    /** What the client's method says itself stays. */
    private static void add(String header, @Nullable String value, MutableHttpRequest<?> request) {
        if (value != null && !request.getHeaders().contains(header)) {
            request.header(header, value);
        }
    }

    private <O> HttpResponse<O> answer(HttpRequest<?> request, @Nullable Argument<O> bodyType, Duration timeout) {
        HttpResponse<O> answer;
        try {
            answer = Mono.from(transport.exchange(
                            request, bodyType == null ? nothing() : bodyType, HttpClient.DEFAULT_ERROR_TYPE))
                    .block(timeout);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof TimeoutException) { // So Reactor says it, after it has cancelled the request.
                throw new UpstreamTimeoutException(upstream.name(), timeout, e);
            }
            throw e;
        }
        if (answer == null) {
            throw new HttpClientException(upstream.name() + " has ended the exchange without an answer");
        }
        if (answer.code() == HttpStatus.NOT_FOUND.getCode() && !saysNotFound(request)) {
            throw new UpstreamNotFoundException(
                    upstream.name(),
                    request.getMethodName() + " " + request.getUri().getPath());
        }
        if (!isSuccess(answer.code())) {
            throw new HttpClientResponseException(upstream.name() + " has answered " + answer.code(), answer);
        }
        return answer;
    }

    /** A redirect isn't one: whoever follows it asks a host that nobody has named, and may ask twice for the same. */
    private static boolean isSuccess(int status) {
        return status < HttpStatus.MULTIPLE_CHOICES.getCode() || status == HttpStatus.NOT_MODIFIED.getCode();
    }

    private static boolean saysNotFound(HttpRequest<?> request) {
        return ClientAttributes.getInvocationContext(request)
                .map(context -> context.getReturnType().getType())
                .map(type -> type == Optional.class || HttpResponse.class.isAssignableFrom(type))
                .orElse(true);
    }

    @SuppressWarnings("unchecked") // of nothing
    private static <O> Argument<O> nothing() {
        return (Argument<O>) Argument.VOID;
    }

    @Override
    public boolean isRunning() {
        return transport.isRunning();
    }

    @Override
    public void close() {
        transport.close();
    }
}
