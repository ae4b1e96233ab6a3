package dev.entrega.marketplace.backoffice;

import dev.entrega.api.Problem;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Shows as a page what the platform has to say against a request. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ProblemPages {
    private final Pages pages;

    ProblemPages(Pages pages) {
        this.pages = pages;
    }

    @ResponseFilter
    void show(MutableHttpResponse<?> answer) {
        if (answer.body() instanceof Problem problem) {
            boolean passes = problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode();
            pages.failure(answer, new Failure(problem.title(), problem.detail(), passes));
        }
    }
}
