package dev.entrega.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/**
 * The JSON that comes in over HTTP: one UTF-8 document that means one thing. No duplicate or unknown properties, nothing
 * behind its end, no number for a text, nothing rounded, and bounded in every direction.
 */
@Factory
final class StrictJson {

    /** Deeper than any request needs, and far from what a parser's stack endures. */
    static final int MAX_DEPTH = 64;

    /** Digits. */
    static final int MAX_NUMBER_LENGTH = 100;

    /** Characters of a text. */
    static final int MAX_TEXT_LENGTH = 65_536;

    private static final int MAX_NAME_LENGTH = 200;

    @Singleton
    BeanCreatedEventListener<JsonFactory> strictTokens() {
        return created -> new JsonFactoryBuilder(created.getBean())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(MAX_TEXT_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .inputDecorator(new Utf8Only())
                .build();
    }

    @Singleton
    BeanCreatedEventListener<ObjectMapper> strictValues() {
        return created -> {
            ObjectMapper json = created.getBean()
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(
                            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                            // Micronaut allows these two.
                            DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                            DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
            json.coercionConfigDefaults()
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
            json.coercionConfigFor(LogicalType.Boolean).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            return json;
        };
    }

    @Singleton
    Text text() {
        return new Text();
    }
}
