package dev.entrega.marketplace.backoffice;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.uri.UriBuilder;
import jakarta.inject.Singleton;
import java.net.URI;

/** Leads who isn't logged in there, from wherever they are. Thread-safe. */
@Singleton
final class LoginWay {
    static final String LOGIN = "/login";
    static final String ARRIVED = LOGIN + "/done";

    private static final String UPDATES = "/updates";

    private final Pages pages;

    LoginWay(Pages pages) {
        this.pages = pages;
    }

    /** A page comes after the login, and a part of one has all of it come; what was typed is kept for after it. */
    MutableHttpResponse<?> from(HttpRequest<?> request) {
        if (request.getMethod() != HttpMethod.GET && request.getMethod() != HttpMethod.HEAD) {
            return pages.again(request.getUri().toString(), FormGuard.fields(request), login(ARRIVED));
        }
        String login = login(page(request));
        MutableHttpResponse<?> answer = request.getHeaders().contains("HX-Request")
                ? HttpResponse.status(HttpStatus.UNAUTHORIZED).header("HX-Redirect", login)
                : HttpResponse.seeOther(URI.create(login));
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static String login(String back) {
        return UriBuilder.of(LOGIN).queryParam("back", back).build().toString();
    }

    /** That of the update that a page asks for, as it is asked for by a person. */
    private static String page(HttpRequest<?> request) {
        String path = request.getPath();
        if (!path.endsWith(UPDATES)) {
            return request.getUri().toString();
        }
        var page = UriBuilder.of(path.substring(0, path.length() - UPDATES.length()));
        var said = request.getParameters();
        OrdersView.parameters(said.get("state"), said.get("cursor")).forEach(page::queryParam);
        return page.build().toString();
    }
}
