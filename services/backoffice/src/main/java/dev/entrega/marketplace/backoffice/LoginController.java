package dev.entrega.marketplace.backoffice;

import dev.entrega.marketplace.backoffice.login.Arrival;
import dev.entrega.marketplace.backoffice.login.Logins;
import dev.entrega.marketplace.backoffice.login.Sessions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads people to the issuer to log in, back from there, and out. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
final class LoginController {
    static final String LOGGED_OUT = "/logged-out";

    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);

    private static final Failure UNKNOWN = new Failure(
            "This login did not come through",
            "It was not begun in this browser, or too long ago. Go to the orders to log in anew.",
            false);
    private static final Failure REFUSED = new Failure(
            "You are not logged in",
            "The issuer, or you there, has refused it. Go to the orders to log in after all.",
            false);
    private static final Failure UNPROVEN = new Failure(
            "This login did not come through",
            "What the issuer says of you can't be taken. Go to the orders to log in anew; if that does not help, whoever"
                    + " runs the backoffice finds in its log why.",
            false);
    private static final Failure ARRIVED =
            new Failure("You are logged in", "Close this tab, and send in the other one what you have typed.", false);

    private final Logins logins;
    private final Sessions sessions;
    private final Pages pages;

    LoginController(Logins logins, Sessions sessions, Pages pages) {
        this.logins = logins;
        this.sessions = sessions;
        this.pages = pages;
    }

    @Get(LoginWay.LOGIN)
    HttpResponse<?> depart(@QueryValue @Nullable String back, HttpRequest<?> request) {
        if (logins.areNone()) {
            return HttpResponse.seeOther(URI.create(OrdersView.PATH));
        }
        try {
            var departure = logins.depart(request, back);
            return redirect(departure.to(), departure.cookies());
        } catch (IOException e) {
            return away(e, request, true);
        }
    }

    @Get(LoginWay.LOGIN + "/callback")
    HttpResponse<?> arrive(HttpRequest<?> request) {
        if (logins.areNone()) {
            return HttpResponse.seeOther(URI.create(OrdersView.PATH));
        }
        try {
            return switch (logins.arrive(request)) {
                case Arrival.In in -> redirect(URI.create(in.back()), in.cookies());
                case Arrival.Unknown unknown -> pages.failure(request, HttpStatus.BAD_REQUEST, UNKNOWN);
                case Arrival.Refused refused -> {
                    LOG.info("a login is refused: {}", refused.error());
                    yield pages.failure(request, HttpStatus.FORBIDDEN, REFUSED);
                }
                case Arrival.Unproven unproven -> {
                    LOG.warn("nobody was logged in: {}", unproven.why());
                    yield pages.failure(request, HttpStatus.FORBIDDEN, UNPROVEN);
                }
            };
        } catch (IOException e) {
            return away(e, request, false);
        }
    }

    private HttpResponse<?> away(IOException e, HttpRequest<?> request, boolean canBeRepeated) {
        LOG.warn("nobody can log in: {}", e.getMessage());
        return pages.failure(
                request,
                HttpStatus.SERVICE_UNAVAILABLE,
                new Failure(
                        "Nobody can log in just now",
                        logins.issuer() + " does not answer, where you would say who you are. Who is logged in goes on."
                                + (canBeRepeated
                                        ? " This page tries again by itself."
                                        : " Go to the orders to try again."),
                        canBeRepeated));
    }

    private static HttpResponse<?> redirect(URI to, List<Cookie> cookies) {
        return HttpResponse.seeOther(to).cookies(Set.copyOf(cookies)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** Where the tab ends in which somebody has logged in for the sake of a form in another. */
    @Get(LoginWay.ARRIVED)
    @Secured(SecurityRule.IS_AUTHENTICATED)
    HttpResponse<String> arrived(HttpRequest<?> request) {
        return pages.failure(request, HttpStatus.OK, ARRIVED);
    }

    /**
     * No redirect to the issuer, since a form may lead nowhere but to our own pages, by our policy and redirects included: the
     * page that it is answered with goes there.
     */
    @Post("/logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> leave() {
        return pages.loggedOut(logins.goodbye(LOGGED_OUT).orElse(null)).cookie(sessions.end());
    }

    @Get(LOGGED_OUT)
    HttpResponse<?> loggedOut() {
        return pages.loggedOut(null);
    }
}
