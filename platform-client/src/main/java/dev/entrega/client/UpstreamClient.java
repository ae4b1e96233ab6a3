package dev.entrega.client;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.BlockingHttpClient;
import io.micronaut.http.client.HttpClient;
import org.reactivestreams.Publisher;

/** What stands behind a declarative client whose {@code @Client} names an upstream. Thread-safe. */
final class UpstreamClient implements HttpClient {

    private final UpstreamCalls calls;

    UpstreamClient(UpstreamCalls calls) {
        this.calls = calls;
    }

    @Override
    public BlockingHttpClient toBlocking() {
        return calls;
    }

    /** Not offered. A virtual thread that waits costs next to nothing, and there is one way less to get a policy wrong. */
    @Override
    public <I, O, E> Publisher<HttpResponse<O>> exchange(
            HttpRequest<I> request, Argument<O> bodyType, Argument<E> errorType) {
        throw new UnsupportedOperationException(
                "a client of an upstream waits for its answer; let its method return that"
                        + " itself, not a Publisher or a future of it");
    }

    @Override
    public boolean isRunning() {
        return calls.isRunning();
    }

    @Override
    public void close() {
        calls.close();
    }
}
