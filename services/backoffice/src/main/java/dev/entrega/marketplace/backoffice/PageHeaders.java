package dev.entrega.marketplace.backoffice;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Tells browsers what a page may do: load from and send to its own origin, run no script but our files, be in no frame. And gives
 * them the cookie that belongs to its forms.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(PageHeaders.ORDER)
final class PageHeaders {
    /** Around all that makes a page, which may need the cookie, and so around the platform's asking for a login. */
    static final int ORDER = -1000;

    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final FormTokens tokens;

    PageHeaders(FormTokens tokens) {
        this.tokens = tokens;
    }

    @ResponseFilter
    void add(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        tokens.give(request, answer);
        MutableHttpHeaders headers = answer.getHeaders();
        add(headers, "Content-Security-Policy", POLICY);
        add(headers, "X-Content-Type-Options", "nosniff");
        // Not no-referrer, with which a browser has no Origin to send with a form.
        add(headers, "Referrer-Policy", "same-origin");
    }

    /** The platform's own page has a policy of its own. */
    private static void add(MutableHttpHeaders headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.add(name, value);
        }
    }
}
