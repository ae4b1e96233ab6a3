package dev.entrega.marketplace.backoffice;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.form.FormUrlEncodedDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets only forms of our own pages change something, whatever page of another site a browser of ours has open (CSRF). Two
 * things have to hold: the browser doesn't say that the request comes from elsewhere, and the form has a token of ours.
 */
@ServerFilter(
        value = ServerFilter.MATCH_ALL_PATTERN,
        methods = {HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE})
@Order(FormGuard.ORDER)
final class FormGuard {
    /** Before a login is asked for: what is typed is kept for after it, so it has to be ours. */
    static final int ORDER = ProblemPages.ORDER + 1;

    private static final String FIELDS = FormGuard.class.getName();
    private static final String SAME_ORIGIN = "same-origin";

    private static final Failure FORGED = new Failure(
            "This form did not pass",
            "Nothing was changed. It was not sent from a page of the backoffice, or from one that is older than this"
                    + " program's start. Open the page anew and send it from there.",
            false);

    private final FormTokens tokens;
    private final FormUrlEncodedDecoder forms;
    private final Pages pages;

    FormGuard(FormTokens tokens, FormUrlEncodedDecoder forms, Pages pages) {
        this.tokens = tokens;
        this.forms = forms;
        this.pages = pages;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request, @Body @Nullable String body) {
        var fields = decoded(body);
        if (isFromElsewhere(request) || !tokens.isOurs(request, fields.get(FormTokens.FIELD))) {
            return pages.failure(request, HttpStatus.FORBIDDEN, FORGED);
        }
        request.setAttribute(FIELDS, fields);
        return null;
    }

    private Map<String, String> decoded(@Nullable String body) {
        var fields = new LinkedHashMap<String, String>();
        try {
            forms.decode(body == null ? "" : body, StandardCharsets.UTF_8).forEach((name, value) -> {
                if (value instanceof String text) {
                    fields.put(name, text);
                }
            });
        } catch (IllegalArgumentException e) {
            return Map.of(); // It is no form, so none of ours.
        }
        return fields;
    }

    /** What a request's form has in it, of one that has passed. */
    @SuppressWarnings("unchecked") // An attribute's type is its reader's to know.
    static Map<String, String> fields(HttpRequest<?> request) {
        return request.getAttribute(FIELDS)
                .map(fields -> (Map<String, String>) fields)
                .orElse(Map.of());
    }

    /** Each browser of today says so by Sec-Fetch-Site (Fetch Metadata, W3C), an older one by Origin (RFC 6454). */
    private static boolean isFromElsewhere(HttpRequest<?> request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals(SAME_ORIGIN);
        }
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        return origin != null && !origin.endsWith("://" + request.getHeaders().get(HttpHeaders.HOST));
    }
}
