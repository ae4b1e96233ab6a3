package dev.entrega.local.wire;

import java.util.Map;

/**
 * What a client gets back.
 *
 * @param headers beside the content's type and length
 */
public record Answer(int status, String contentType, Map<String, String> headers, String body) {

    public static final String JSON = "application/x-amz-json-1.0";
    private static final String XML = "text/xml";

    public static Answer json(String body) {
        return new Answer(200, JSON, Map.of(), body);
    }

    public static Answer xml(int status, String body) {
        return new Answer(status, XML, Map.of(), body);
    }
}
