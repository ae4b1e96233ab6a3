package dev.entrega.api.access;

import io.micronaut.core.async.annotation.SingleResult;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.async.subscriber.CompletionAwareSubscriber;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;

/**
 * In place of Micronaut's {@link SecurityFilter}, with the same parts: the first fetcher that knows says who calls, and the first
 * rule that knows whether that may be. A request that no rule knows is refused. As a rule nobody has to be waited for, and then
 * a request goes on where it is; Micronaut's filter makes a reactive chain of all that comes after it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {

    private final List<AuthenticationFetcher<HttpRequest<?>>> fetchers;
    private final List<SecurityRule<HttpRequest<?>>> rules;

    AccessFilter(List<AuthenticationFetcher<HttpRequest<?>>> fetchers, List<SecurityRule<HttpRequest<?>>> rules) {
        this.fetchers = fetchers;
        this.rules = rules;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.order();
    }

    @RequestFilter
    @SingleResult
    Publisher<HttpRequest<?>> letIn(HttpRequest<?> request) {
        request.setAttribute(SecurityFilter.KEY, true);
        var admission = first(fetchers.iterator(), fetcher -> answer(fetcher.fetchAuthentication(request)))
                .thenCompose(client -> admit(request, client));
        return Publishers.fromCompletableFuture(() -> admission);
    }

    private CompletableFuture<HttpRequest<?>> admit(HttpRequest<?> request, @Nullable Authentication client) {
        request.setAttribute(SecurityFilter.AUTHENTICATION, client);
        return first(
                        rules.iterator(),
                        rule -> answer(rule.check(request, client))
                                .thenApply(result -> result == SecurityRuleResult.UNKNOWN ? null : result))
                .thenApply(result -> {
                    if (result != SecurityRuleResult.ALLOWED) {
                        request.setAttribute(
                                SecurityFilter.REJECTION,
                                client == null ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN);
                        throw new AuthorizationException(client);
                    }
                    return request;
                });
    }

    /** The first answer, or failure, of those who are asked one after the other; {@code null} if nobody has one. */
    private static <P, T> CompletableFuture<@Nullable T> first(
            Iterator<P> asked, Function<P, CompletableFuture<@Nullable T>> question) {
        if (!asked.hasNext()) {
            return CompletableFuture.completedFuture(null);
        }
        return question.apply(asked.next())
                .thenCompose(
                        answer -> answer == null ? first(asked, question) : CompletableFuture.completedFuture(answer));
    }

    /** Done, if the publisher gives its answer at once. */
    private static <T> CompletableFuture<@Nullable T> answer(Publisher<T> publisher) {
        var answer = new CompletableFuture<@Nullable T>();
        publisher.subscribe(new CompletionAwareSubscriber<T>() {
            @Override
            protected void doOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void doOnNext(T message) {
                answer.complete(message);
            }

            @Override
            protected void doOnError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            protected void doOnComplete() {
                answer.complete(null);
            }
        });
        return answer;
    }
}
