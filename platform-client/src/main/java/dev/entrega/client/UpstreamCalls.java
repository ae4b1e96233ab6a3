package dev.entrega.client;

import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.BlockingHttpClient;
import io.micronaut.http.client.ClientAttributes;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The calls of a client: each by its upstream's policies, each attempt at an instance of it. Thread-safe. */
final class UpstreamCalls implements BlockingHttpClient {

    /** Without effect by RFC 9110. PUT and DELETE are repeatable too, but seldom over somebody else's change. */
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int FIRST_ERROR = 400;

    /** Of a request that no method of a client has made. */
    private static final String ANY = "any";

    private final Upstream upstream;
    private final String path;
    private final HttpClient transport;

    /**
     * @param path what stands before each path, empty for nothing
     * @param transport sends to wherever it is told, and throws at no status
     */
    UpstreamCalls(Upstream upstream, String path, HttpClient transport) {
        this.upstream = upstream;
        this.path = path;
        this.transport = transport;
    }

    /**
     * Sends a request, as often as it takes and as it may be.
     *
     * @throws UpstreamUnavailableException if it was not sent
     * @throws UpstreamTimeoutException if the last attempt had no answer in time
     * @throws HttpClientResponseException if the last answer is an error
     * @throws HttpClientException if there is none
     */
    @Override
    public <I, O, E> HttpResponse<O> exchange(
            HttpRequest<I> request, @Nullable Argument<O> bodyType, @Nullable Argument<E> errorType) {
        String asked = request.getUri().toString();
        return upstream.call(
                call(request),
                isRepeatable(request),
                (instance, timeout) -> answer(at(instance, asked, request), bodyType, timeout));
    }

    private static boolean isRepeatable(HttpRequest<?> request) {
        return SAFE.contains(request.getMethod()) || request.getHeaders().contains(IDEMPOTENCY_KEY);
    }

    private static String call(HttpRequest<?> request) {
        return ClientAttributes.getInvocationContext(request)
                .map(context -> NameUtils.hyphenate(context.getMethodName()))
                .orElse(ANY);
    }

    private MutableHttpRequest<?> at(URI instance, String asked, HttpRequest<?> request) {
        return request.toMutableRequest().uri(URI.create(instance + path + asked));
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
        if (answer.code() >= FIRST_ERROR) {
            throw new HttpClientResponseException(upstream.name() + " has answered " + answer.code(), answer);
        }
        return answer;
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
