package dev.entrega.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.async.subscriber.CompletionAwareSubscriber;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.simple.SimpleHttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

class AccessFilterTest {

    private static final Authentication ADA = Authentication.build("ada");

    private final HttpRequest<?> request = new SimpleHttpRequest<>(HttpMethod.GET, "/vault", null);
    private final List<String> asked = new ArrayList<>();

    private CompletableFuture<HttpRequest<?>> letIn(
            List<AuthenticationFetcher<HttpRequest<?>>> fetchers, List<SecurityRule<HttpRequest<?>>> rules) {
        var outcome = new CompletableFuture<HttpRequest<?>>();
        new AccessFilter(fetchers, rules).letIn(request).subscribe(new CompletionAwareSubscriber<>() {
            @Override
            protected void doOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void doOnNext(HttpRequest<?> message) {
                outcome.complete(message);
            }

            @Override
            protected void doOnError(Throwable failure) {
                outcome.completeExceptionally(failure);
            }

            @Override
            protected void doOnComplete() {
                outcome.cancel(false); // Nothing has been said.
            }
        });
        return outcome;
    }

    private SecurityRule<HttpRequest<?>> rule(String name, SecurityRuleResult result) {
        return (request, client) -> {
            asked.add(name + " of " + (client == null ? "nobody" : client.getName()));
            return Publishers.just(result);
        };
    }

    private AuthenticationFetcher<HttpRequest<?>> ada() {
        return request -> {
            asked.add("ada");
            return Publishers.just(ADA);
        };
    }

    private AuthenticationFetcher<HttpRequest<?>> nobody() {
        return request -> {
            asked.add("nobody");
            return Publishers.empty();
        };
    }

    @Test
    void theFirstWhoKnowsSaysWhoCallsAndTheFirstWhoKnowsWhetherThatMayBe() {
        var outcome = letIn(
                List.of(nobody(), ada(), nobody()),
                List.of(
                        rule("unknown", SecurityRuleResult.UNKNOWN),
                        rule("allowed", SecurityRuleResult.ALLOWED),
                        rule("rejected", SecurityRuleResult.REJECTED)));

        assertThat(outcome).isCompletedWithValue(request);
        assertThat(asked).containsExactly("nobody", "ada", "unknown of ada", "allowed of ada");
        assertThat(request.getUserPrincipal()).contains(ADA);
    }

    @Test
    void whoeverIsRejectedIsRefusedAndSoIsWhoNoRuleKnows() {
        assertRefused(List.of(), List.of(rule("rejected", SecurityRuleResult.REJECTED)), HttpStatus.UNAUTHORIZED);
        assertRefused(List.of(ada()), List.of(rule("rejected", SecurityRuleResult.REJECTED)), HttpStatus.FORBIDDEN);
        assertRefused(List.of(ada()), List.of(rule("unknown", SecurityRuleResult.UNKNOWN)), HttpStatus.FORBIDDEN);
        assertRefused(List.of(), List.of(), HttpStatus.UNAUTHORIZED);
    }

    private void assertRefused(
            List<AuthenticationFetcher<HttpRequest<?>>> fetchers,
            List<SecurityRule<HttpRequest<?>>> rules,
            HttpStatus status) {
        assertThat(letIn(fetchers, rules))
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withRootCauseInstanceOf(AuthorizationException.class);
        assertThat(request.getAttribute(SecurityFilter.REJECTION)).contains(status);
    }

    @Test
    void nobodyIsLetInBeforeAllHaveAnswered() {
        var client = new CompletableFuture<Authentication>();
        var decision = new CompletableFuture<SecurityRuleResult>();

        var outcome = letIn(
                List.of(request -> Publishers.fromCompletableFuture(client)),
                List.of((request, who) -> Publishers.fromCompletableFuture(decision)));

        assertThat(outcome).isNotDone();
        client.complete(ADA);
        assertThat(outcome).isNotDone();
        decision.complete(SecurityRuleResult.ALLOWED);
        assertThat(outcome).isCompletedWithValue(request);
    }

    @Test
    void whatFailsLetsNobodyIn() {
        var failure = new IllegalStateException("the issuer is away");

        var byFetcher =
                letIn(List.of(request -> Publishers.just(failure)), List.of(rule("ok", SecurityRuleResult.ALLOWED)));
        var byRule = letIn(List.of(ada()), List.of((request, who) -> Publishers.just(failure)));

        assertThat(byFetcher).isCompletedExceptionally();
        assertThat(byRule).isCompletedExceptionally();
        assertThat(asked).containsExactly("ada");
    }
}
