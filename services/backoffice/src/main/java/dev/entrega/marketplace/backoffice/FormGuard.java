package dev.entrega.marketplace.backoffice;

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
import org.jspecify.annotations.Nullable;

/**
 * Lets only forms of our own pages change something, whatever page of another site a browser of ours has open (CSRF). Two
 * things have to hold: the browser doesn't say that the request comes from elsewhere, and the form has a token of ours.
 */
@ServerFilter(
        value = ServerFilter.MATCH_ALL_PATTERN,
        methods = {HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE})
final class FormGuard {
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
        return isFromElsewhere(request) || !tokens.isOurs(request, token(body))
                ? pages.failure(HttpStatus.FORBIDDEN, FORGED)
                : null;
    }

    private @Nullable String token(@Nullable String body) {
        try {
            var fields = forms.decode(body == null ? "" : body, StandardCharsets.UTF_8);
            return fields.get(FormTokens.FIELD) instanceof String token ? token : null;
        } catch (IllegalArgumentException e) {
            return null; // It is no form, so none of ours.
        }
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
