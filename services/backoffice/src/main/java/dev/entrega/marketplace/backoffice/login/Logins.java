package dev.entrega.marketplace.backoffice.login;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Has people log in at the issuer, and out. May wait for it. Thread-safe. */
@Singleton
public final class Logins {

    /** Of this site: a path, and not what browsers take for another host or for a path of that. */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{0,1000}");

    private static final String HOME = "/";
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private final LoginSettings settings;
    private final Attempts attempts;
    private final Provider provider;
    private final Sessions sessions;

    Logins(LoginSettings settings, Attempts attempts, Provider provider, Sessions sessions) {
        this.settings = settings;
        this.attempts = attempts;
        this.provider = provider;
        this.sessions = sessions;
    }

    /** Whether nobody has to log in, since {@code OAUTH_ISSUER} is {@code none}. */
    public boolean areNone() {
        return settings.asksForNone();
    }

    /** Who the issuer is, for people. */
    public String issuer() {
        return settings.issuer();
    }

    /**
     * A login that has begun.
     *
     * @param to where the person says who they are
     * @param cookies by which the browser is known when it comes back
     */
    public record Departure(URI to, List<Cookie> cookies) {}

    /**
     * Begins a login.
     *
     * @param back where to go then, a path of this site; from what isn't one, people get to the first page
     * @throws IOException if the issuer doesn't answer, with a message for an operator
     */
    public Departure depart(HttpRequest<?> request, @Nullable String back) throws IOException {
        var attempt = attempts.begin(back != null && PATH.matcher(back).matches() ? back : HOME);
        return new Departure(provider.authorization(attempt), attempts.cookies(request, attempt));
    }

    /**
     * Ends a login, when the browser comes back from the issuer.
     *
     * @throws IOException if the issuer doesn't answer, with a message for an operator
     */
    public Arrival arrive(HttpRequest<?> request) throws IOException {
        var said = request.getParameters();
        var begun = attempts.find(request, said.get("state", String.class, ""));
        if (begun.isEmpty()) {
            return new Arrival.Unknown();
        }
        // By RFC 9207: the answer of another issuer must not be taken for this one's.
        if (!said.get("iss", String.class, settings.issuer()).equals(settings.issuer())) {
            return new Arrival.Unproven("the answer is another issuer's, by iss");
        }
        String error = said.get("error", String.class, "");
        if (!error.isEmpty()) {
            return new Arrival.Refused(ERROR.matcher(error).matches() ? error : "unknown");
        }
        try {
            var attempt = begun.get();
            return in(provider.redeem(said.get("code", String.class, ""), attempt), attempt);
        } catch (UnprovenException e) {
            return new Arrival.Unproven(String.valueOf(e.getMessage()));
        }
    }

    private Arrival in(Session session, Attempt attempt) {
        var cookie = sessions.cookie(session);
        int length = SealedCookies.length(cookie);
        return length > SealedCookies.LONGEST
                ? new Arrival.Unproven("the token is too long for a cookie: sealed, " + length + " of at most "
                        + SealedCookies.LONGEST + " bytes; have the issuer put less into it")
                : new Arrival.In(List.of(cookie, attempts.end(attempt)), attempt.back());
    }

    /**
     * Where a browser tells the issuer that its person has logged out; nothing if the issuer wants no such thing, or is away.
     *
     * @param back where to go then, a path of this site
     */
    public Optional<URI> goodbye(String back) {
        return settings.asksForNone() ? Optional.empty() : provider.endSession(back);
    }
}
