package dev.entrega.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.netty.handler.codec.compression.DecompressionException;
import jakarta.inject.Singleton;

/** Answers who says that a body is compressed and sends something else. */
@Singleton
final class NotUnpackedHandler implements ExceptionHandler<DecompressionException, HttpResponse<?>> {

    private static final Problem NOT_UNPACKED = Problem.of(
            HttpStatus.BAD_REQUEST,
            "body-not-unpacked",
            "The body is not compressed as Content-Encoding says, or was cut off.");

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, DecompressionException failure) {
        return ProblemResponses.write(NOT_UNPACKED, request);
    }
}
