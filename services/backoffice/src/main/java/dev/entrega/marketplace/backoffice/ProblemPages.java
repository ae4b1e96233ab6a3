package dev.entrega.marketplace.backoffice;

import dev.entrega.api.Problem;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Shows as a page what the platform has to say against a request; to one without a login, the way there. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(ProblemPages.ORDER)
final class ProblemPages {
    static final int ORDER = PageHeaders.ORDER + 1;

    private final Pages pages;
    private final LoginWay login;

    ProblemPages(Pages pages, LoginWay login) {
        this.pages = pages;
        this.login = login;
    }

    @ResponseFilter
    MutableHttpResponse<?> show(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        if (!(answer.body() instanceof Problem problem)) {
            return answer;
        }
        if (problem.status() == HttpStatus.UNAUTHORIZED.getCode()) {
            return login.from(request);
        }
        boolean passes = problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode();
        return pages.failure(request, answer, new Failure(problem.title(), problem.detail(), passes));
    }
}
