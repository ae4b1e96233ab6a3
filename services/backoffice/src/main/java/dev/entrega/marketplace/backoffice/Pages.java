package dev.entrega.marketplace.backoffice;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders the templates, which escape by where a text stands. Thread-safe. */
@Singleton
final class Pages {
    private static final MediaType HTML = MediaType.of("text/html;charset=utf-8");

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, Pages.class.getPackageName());

    private final Clock clock;
    private final Visitors visitors;

    Pages(Clock clock, Visitors visitors) {
        this.clock = clock;
        this.visitors = visitors;
    }

    MutableHttpResponse<String> orders(HttpRequest<?> request, OrdersView view) {
        return answer(
                HttpStatus.OK,
                "orders",
                Map.of("visitor", visitors.of(request), "view", view, "freshness", view.freshness(clock.instant())));
    }

    MutableHttpResponse<String> ordersUpdate(OrdersView view, boolean changed) {
        return answer(
                HttpStatus.OK,
                "orders-update",
                Map.of("view", view, "freshness", view.freshness(clock.instant()), "changed", changed));
    }

    MutableHttpResponse<String> order(HttpRequest<?> request, HttpStatus status, OrderView view) {
        return answer(
                status,
                "order",
                Map.of("visitor", visitors.of(request), "view", view, "freshness", view.freshness(clock.instant())));
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

    MutableHttpResponse<String> form(HttpRequest<?> request, HttpStatus status, FormView view) {
        return answer(status, "form", Map.of("visitor", visitors.of(request), "view", view));
    }

    MutableHttpResponse<String> failure(HttpRequest<?> request, HttpStatus status, Failure failure) {
        return failure(request, HttpResponse.status(status), failure);
    }

    /** In the place of what an answer says so far. */
    MutableHttpResponse<String> failure(HttpRequest<?> request, MutableHttpResponse<?> answer, Failure failure) {
        return write(answer, "failure", Map.of("visitor", visitors.of(request), "failure", failure));
    }

    /**
     * Of a form that came without a login. It has all that was typed, to be sent once more.
     *
     * @param address that the form was sent to
     * @param login where to log in, in another tab
     */
    MutableHttpResponse<String> again(String address, Map<String, String> fields, String login) {
        return answer(HttpStatus.UNAUTHORIZED, "again", Map.of("address", address, "fields", fields, "login", login));
    }

    /** @param issuer where the page goes to end the issuer's session, too; {@code null} for nowhere */
    MutableHttpResponse<String> loggedOut(@Nullable URI issuer) {
        return answer(HttpStatus.OK, "logged-out", issuer == null ? Map.of() : Map.of("issuer", issuer.toString()));
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
