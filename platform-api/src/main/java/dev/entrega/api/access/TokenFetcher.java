package dev.entrega.api.access;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.token.TokenAuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;

/**
 * Finds out who calls, where a route asks for it: by the header {@code Authorization: Bearer TOKEN}. In place of Micronaut's
 * fetcher, which would look for tokens in vain.
 */
@Singleton
@Replaces(TokenAuthenticationFetcher.class)
final class TokenFetcher implements AuthenticationFetcher<HttpRequest<?>> {

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/=-]+) *");

    private final Guards guards;
    private final Tokens tokens;
    private final ExecutorService threads;

    TokenFetcher(Guards guards, Tokens tokens, @Named(TaskExecutors.BLOCKING) ExecutorService threads) {
        this.guards = guards;
        this.tokens = tokens;
        this.threads = threads;
    }

    /** Only what is remembered is found on the server's event loop: for the rest, somebody may have to be asked. */
    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        if (!(guards.of(request) instanceof Guard.Token)) {
            return Publishers.empty();
        }
        return token(request)
                .map(token -> tokens.remembered(token)
                        .<Publisher<Authentication>>map(Publishers::just)
                        .orElseGet(() -> Publishers.fromCompletableFuture(() -> proof(token))))
                .orElseGet(Publishers::empty);
    }

    private CompletableFuture<Authentication> proof(String token) {
        var proof = new CompletableFuture<Authentication>();
        threads.execute(() -> {
            try {
                proof.complete(tokens.prove(token));
            } catch (RuntimeException | Error e) {
                proof.completeExceptionally(e);
            }
        });
        return proof;
    }

    private static Optional<String> token(HttpRequest<?> request) {
        return request.getHeaders()
                .findFirst(HttpHeaders.AUTHORIZATION)
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(header -> header.group(1));
    }
}
