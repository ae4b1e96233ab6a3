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
    private final Visitors visitors;

    UpstreamFailures(Pages pages, Visitors visitors) {
        this.pages = pages;
        this.visitors = visitors;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, HttpClientException failure) {
        return answer(request, failure);
    }

    private HttpResponse<?> answer(HttpRequest<?> request, HttpClientException failure) {
        var refusal = Orders.refusal(failure);
        if (refusal.isPresent() && failure instanceof HttpClientResponseException answered) {
            return refused(request, Orders.status(answered), refusal.get().detail());
        }
        LOG.warn("{} can't be shown: {}", request.getPath(), failure.getMessage());
        var shown = request.getMethod() == HttpMethod.GET ? Failure.UPSTREAM : AFTER_A_FORM;
        return pages.failure(request, HttpStatus.SERVICE_UNAVAILABLE, shown);
    }

    private HttpResponse<?> refused(HttpRequest<?> request, HttpStatus status, String detail) {
        var shown = status == HttpStatus.FORBIDDEN
                ? new Failure("You may not see this", visitors.of(request).mayNot("see orders", detail), false)
                : new Failure(status.getReason(), detail, false);
        return pages.failure(request, status, shown);
    }
}
