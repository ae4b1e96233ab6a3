package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** A schema as a document whose places can be looked up, and asked whether they allow a value. Not thread-safe. */
final class SchemaTree {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false)
            .build();

    private final JsonNode root;
    private final Map<String, Schema> compiled = new HashMap<>();

    SchemaTree(JsonNode root) {
        this.root = root;
    }

    JsonNode root() {
        return root;
    }

    /** What stands at a pointer; a missing node if nothing does. */
    JsonNode at(String pointer) {
        if (pointer.equals("#")) {
            return root;
        }
        try {
            return root.at(pointer.substring(1));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    /** The pointer that a reference stands for: percent-encoded, or by an anchor. */
    String target(String pointer, String reference) {
        String decoded = URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
        boolean isPointer = decoded.equals("#") || decoded.startsWith("#/");
        if (!isPointer || at(decoded).isMissingNode()) {
            throw new TooComplexException(
                    pointer, "'" + reference + "' is no place of this file, so what it refers to is unknown");
        }
        return decoded;
    }

    /** Whether the schemas allow a value: the validator's word, with formats asserted as at run time. */
    boolean allows(Place place, JsonNode value) {
        return place.schemas().stream().allMatch(schema -> allows(schema, value));
    }

    private boolean allows(String schema, JsonNode value) {
        if (schema.equals(Place.NOTHING_FITS)) {
            return false;
        }
        if (schema.startsWith(Place.CONSTANT)) {
            return Values.plain(value).equals(Values.plain(constant(schema)));
        }
        Schema validator = compiled.get(schema);
        if (validator == null) {
            validator = compile(schema); // may compile the root as well
            compiled.put(schema, validator);
        }
        try {
            return validator
                    .validate(
                            value,
                            execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .isEmpty();
        } catch (SchemaException e) {
            throw new TooComplexException(schema, "the schema has no meaning to a validator: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw new TooComplexException(schema, "the validator does not come to an end with it");
        }
    }

    static JsonNode constant(String schema) {
        try {
            return JSON.readTree(schema.substring(Place.CONSTANT.length()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("written by Place", e);
        }
    }

    private Schema compile(String pointer) {
        try {
            if (pointer.equals("#")) {
                return SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
                                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                                .build())
                        .getSchema(root);
            }
            return compiledRoot().getRefSchema(SchemaLocation.Fragment.of(pointer));
        } catch (SchemaException | PatternSyntaxException e) {
            throw new TooComplexException(pointer, "the schema has no meaning to a validator: " + e.getMessage());
        }
    }

    private Schema compiledRoot() {
        Schema whole = compiled.get("#");
        if (whole == null) {
            whole = compile("#");
            compiled.put("#", whole);
        }
        return whole;
    }
}
