package dev.entrega.api.access;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecuredAnnotationRule;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Decides whether a request is let in, before Micronaut's own rules do, which can't say why not. */
@Singleton
final class AccessRule implements SecurityRule<HttpRequest<?>> {

    private final Guards guards;
    private final Rates rates;

    AccessRule(Guards guards, Rates rates) {
        this.guards = guards;
        this.rates = rates;
    }

    @Override
    public int getOrder() {
        return SecuredAnnotationRule.ORDER - 1;
    }

    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        return switch (request == null ? new Guard.Closed() : guards.of(request)) {
            case Guard.Open open -> Publishers.just(SecurityRuleResult.ALLOWED);
            case Guard.Closed closed -> Publishers.just(Denial.closed());
            case Guard.Token token -> check(token, authentication);
        };
    }

    private Publisher<SecurityRuleResult> check(Guard.Token token, @Nullable Authentication authentication) {
        List<String> scopes = token.scopes();
        if (authentication == null) {
            return Publishers.just(Denial.missing(guards.wanted().orElse("a token"), scopes));
        }
        // What is refused counts, too: it is no less work.
        Duration wait = rates.take(authentication.getName());
        if (wait.isPositive()) {
            return Publishers.just(Denial.tooMany(wait));
        }
        return token.admits(authentication.getRoles())
                ? Publishers.just(SecurityRuleResult.ALLOWED)
                : Publishers.just(Denial.insufficient(scopes));
    }
}
