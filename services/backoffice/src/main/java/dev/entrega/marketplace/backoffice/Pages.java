package dev.entrega.marketplace.backoffice;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Renders the templates, which escape by where a text stands. Thread-safe. */
@Singleton
final class Pages {
    private static final MediaType HTML = MediaType.of("text/html;charset=utf-8");

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, Pages.class.getPackageName());

    private final Clock clock;

    Pages(Clock clock) {
        this.clock = clock;
    }

    MutableHttpResponse<String> orders(OrdersView view) {
        return answer(HttpStatus.OK, "orders", Map.of("view", view, "freshness", view.freshness(clock.instant())));
    }

    MutableHttpResponse<String> ordersUpdate(OrdersView view, boolean changed) {
        return answer(
                HttpStatus.OK,
                "orders-update",
                Map.of("view", view, "freshness", view.freshness(clock.instant()), "changed", changed));
    }

    MutableHttpResponse<String> order(HttpStatus status, OrderView view) {
        return answer(status, "order", Map.of("view", view, "freshness", view.freshness(clock.instant())));
    }

    MutableHttpResponse<String> orderUpdate(OrderView view) {
        return answer(
                HttpStatus.OK, "order-update", Map.of("view", view, "freshness", view.freshness(clock.instant())));
    }

    /** Of the page of an order that shows all there is. */
    MutableHttpResponse<String> unchanged(OrderView view) {
        return freshness(view.freshness(clock.instant()));
    }

    MutableHttpResponse<String> freshness(Freshness freshness) {
        return answer(HttpStatus.OK, "freshness", Map.of("freshness", freshness));
    }

    MutableHttpResponse<String> form(HttpStatus status, FormView view) {
        return answer(status, "form", Map.of("view", view));
    }

    MutableHttpResponse<String> failure(HttpStatus status, Failure failure) {
        return write(HttpResponse.status(status), "failure", Map.of("failure", failure));
    }

    /** In the place of what an answer says so far. */
    MutableHttpResponse<String> failure(MutableHttpResponse<?> answer, Failure failure) {
        return write(answer, "failure", Map.of("failure", failure));
    }

    private MutableHttpResponse<String> answer(HttpStatus status, String template, Map<String, Object> parameters) {
        return write(HttpResponse.status(status), template, parameters);
    }

    /** What is shown is personal, and is not to be kept. */
    private MutableHttpResponse<String> write(
            MutableHttpResponse<?> answer, String template, Map<String, Object> parameters) {
        var output = new StringOutput();
        templates.render(template + ".jte", parameters, output);
        return answer.contentType(HTML)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(output.toString());
    }
}
