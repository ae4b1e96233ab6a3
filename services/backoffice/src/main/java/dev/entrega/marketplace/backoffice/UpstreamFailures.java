package dev.entrega.marketplace.backoffice;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows that a page can't be shown since {@code orders-api} doesn't answer, or what it says against it. */
@Singleton
final class UpstreamFailures implements ExceptionHandler<HttpClientException, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamFailures.class);

    private static final Failure AFTER_A_FORM = new Failure(
            Failure.UPSTREAM.title(),
            "What you sent may be done or not. Look at the order when orders-api answers again.",
            false);

    private final Pages pages;

    UpstreamFailures(Pages pages) {
        this.pages = pages;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, HttpClientException failure) {
        if (failure instanceof HttpClientResponseException answered) {
            var refusal = Orders.refusal(answered);
            if (refusal.isPresent()) {
                var status = answered.getStatus();
                return pages.failure(
                        status, new Failure(status.getReason(), refusal.get().detail(), false));
            }
        }
        LOG.warn("{} can't be shown: {}", request.getPath(), failure.getMessage());
        var shown = request.getMethod() == HttpMethod.GET ? Failure.UPSTREAM : AFTER_A_FORM;
        return pages.failure(HttpStatus.SERVICE_UNAVAILABLE, shown);
    }
}
