package dev.entrega.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the answer to a request.
 *
 * @param content null if the service doesn't repeat answers, or didn't when this one was given
 */
record FirstAnswer(
        @Nullable String location,
        @Nullable String etag,
        @Nullable Content content) {

    /**
     * What was said.
     *
     * @param type null if there is no body
     */
    @SuppressWarnings("ArrayRecordComponent") // It is passed on, and compared with nothing.
    record Content(int status, @Nullable String type, byte @Nullable [] body) {}

    static FirstAnswer of(HttpResponse<?> answer, @Nullable Content content) {
        return new FirstAnswer(
                answer.getHeaders().get(HttpHeaders.LOCATION),
                answer.getHeaders().get(HttpHeaders.ETAG),
                content);
    }

    /** To whoever asks again. */
    MutableHttpResponse<?> repeated() {
        var answer = content == null ? HttpResponse.notModified() : repeated(content);
        if (location != null) {
            answer.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            answer.header(HttpHeaders.ETAG, etag);
        }
        return answer;
    }

    private static MutableHttpResponse<?> repeated(Content content) {
        MutableHttpResponse<byte[]> answer =
                HttpResponse.status(content.status(), HttpStatus.getDefaultReason(content.status()));
        return content.body() == null ? answer : answer.body(content.body()).contentType(content.type());
    }
}
