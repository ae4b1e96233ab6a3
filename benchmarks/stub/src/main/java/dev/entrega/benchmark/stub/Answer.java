package dev.entrega.benchmark.stub;

import java.nio.charset.StandardCharsets;

/** What a call is answered with. */
@SuppressWarnings("ArrayRecordComponent") // Written to one connection and forgotten.
record Answer(int status, String contentType, byte[] body, int length) {

    private static final String JSON = "application/x-amz-json-1.0";

    static Answer json(byte[] body, int length) {
        return new Answer(200, JSON, body, length);
    }

    static Answer json(String body) {
        return of(200, JSON, body);
    }

    static Answer xml(String body) {
        return of(200, "text/xml", body);
    }

    /** As SQS says it. */
    static Answer noSuchQueue() {
        return of(
                400,
                JSON,
                "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"There is no such queue.\"}");
    }

    static Answer notUnderstood(String what) {
        return of(400, "text/plain", "the stub doesn't know " + what);
    }

    private static Answer of(int status, String contentType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Answer(status, contentType, bytes, bytes.length);
    }
}
