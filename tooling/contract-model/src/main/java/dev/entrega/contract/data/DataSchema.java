package dev.entrega.contract.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.KeywordValidator;
import dev.entrega.contract.StrictSchema;
import dev.entrega.contract.TolerantSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract's schema, compiled once to check data by. Formats are asserted, since records turn them into types; nothing
 * is ever fetched. Thread-safe.
 */
public final class DataSchema {

    /** Keywords of JSON Schema 2020-12 that say something to people alone. */
    private static final List<String> REMARKS =
            List.of("title", "description", "default", "deprecated", "examples", "$comment");

    /** Anyone may add keywords to JSON Schema 2020-12; ours, such as {@code x-pii}, mean nothing to a validator. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keywords(REMARKS.stream().map(Remark::new).toList())
            .unknownKeywordFactory((keyword, context) -> new Remark(keyword))
            .build();

    /** Asserts nothing. The library's own would be called for each value all the same, a third of all calls. */
    private static final class Remark extends AbstractKeyword {
        Remark(String name) {
            super(name);
        }

        @Override
        public @Nullable KeywordValidator newValidator(
                SchemaLocation location, JsonNode schema, Schema parent, SchemaContext context) {
            return null;
        }
    }

    private final Schema compiled;
    private final PersonalData personal;

    /** @param form of the schema that data is held against */
    private DataSchema(JsonNode schema, JsonNode form) {
        // A registry of its own: two forms of one schema have the same $id.
        this.compiled = SchemaRegistry.withDefaultDialect(DIALECT).getSchema(form);
        this.personal = new PersonalData(schema);
    }

    /** As a publisher is held to it: what the contract doesn't name is refused. */
    public static DataSchema strict(JsonNode schema) {
        return new DataSchema(schema, StrictSchema.of(schema));
    }

    /** As a consumer reads by it: what the contract doesn't name is ignored, and an extensible enum takes any value. */
    public static DataSchema tolerant(JsonNode schema) {
        return new DataSchema(schema, TolerantSchema.of(schema));
    }

    /**
     * A rule that was broken.
     *
     * @param pointer into the data (RFC 6901), {@code /} for the whole; a name that the contract doesn't know is {@code
     *     ***}, since the keys of a map are data too
     * @param rule    the schema's keyword, with the name of the property that it is about, as {@code required buyer}
     */
    public record Violation(String pointer, String rule) {
        @Override
        public String toString() {
            return pointer + " (" + rule + ")";
        }
    }

    /** All that the schema doesn't allow in the data; empty if it allows it. */
    public List<Violation> violations(JsonNode data) {
        return compiled
                .validate(data, execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(this::violation)
                .distinct()
                .toList();
    }

    private Violation violation(Error error) {
        String rule = error.getKeyword() + (error.getProperty() == null ? "" : " " + error.getProperty());
        return new Violation(personal.mask(error.getInstanceLocation().toString()), rule);
    }
}
