package dev.entrega.benchmark.stub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A call.
 *
 * @param action of SQS's JSON protocol, as {@code ReceiveMessage}; empty for everything else
 * @param buffer of the connection, good until the answer
 * @param from where the body begins in it
 * @param length of the body
 */
@SuppressWarnings("ArrayRecordComponent") // Copied for nobody: it lives as long as the call.
record Request(String path, String action, byte[] buffer, int from, int length) {

    byte[] body() {
        return Arrays.copyOfRange(buffer, from, from + length);
    }

    String text() {
        return new String(buffer, from, length, StandardCharsets.UTF_8);
    }
}
