package dev.entrega.marketplace.backoffice.login;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** Makes who has logged in the request's principal, as a token does: so every page asks for one unless it says otherwise. */
@Singleton
final class SessionFetcher implements AuthenticationFetcher<HttpRequest<?>> {
    private final Sessions sessions;

    SessionFetcher(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        return sessions.of(request)
                .map(session -> Publishers.just(Authentication.build(session.subject())))
                .orElseGet(Publishers::empty);
    }
}
