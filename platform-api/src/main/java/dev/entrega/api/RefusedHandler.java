package dev.entrega.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers with the problem that a {@link RefusedException} carries. */
@Singleton
final class RefusedHandler implements ExceptionHandler<RefusedException, HttpResponse<?>> {

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, RefusedException refusal) {
        var answer = ProblemResponses.write(refusal.problem(), request);
        refusal.headers().forEach(answer::header);
        return answer;
    }
}
