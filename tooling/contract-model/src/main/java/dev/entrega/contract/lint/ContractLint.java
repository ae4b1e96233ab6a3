package dev.entrega.contract.lint;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.entrega.contract.StrictSchema;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Example;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that a contract's schema is one, and that its examples show what they claim: under the {@link StrictSchema},
 * as a publisher would, and with {@code format} asserted, since records turn formats into types.
 */
public final class ContractLint {

    /** JSON Schema 2020-12 lets anyone add keywords; ours, such as {@code x-pii}, mean nothing to a validator. */
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build());

    /** What is wrong with a contract; empty if nothing is. The examples of a schema that is none are left unchecked. */
    public List<Finding> check(Contract contract) {
        List<Finding> findings = schemaFindings(contract);
        return findings.isEmpty() ? exampleFindings(contract) : findings;
    }

    private List<Finding> schemaFindings(Contract contract) {
        Schema metaSchema = schemas.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        return metaSchema
                .validate(
                        contract.schema(),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> new Finding(
                        "schema-invalid",
                        contract.file(),
                        pointer(error),
                        "This is not JSON Schema 2020-12: " + error.getMessage() + ". Correct it."))
                .toList();
    }

    private List<Finding> exampleFindings(Contract contract) {
        if (contract.examples().stream().noneMatch(Example::valid)) {
            return List.of(new Finding(
                    "example-missing",
                    contract.file(),
                    "#",
                    "No example shows what " + contract.name() + " allows, so nothing proves that it allows anything."
                            + " Add v" + contract.name().major() + ".examples/valid.json."));
        }
        Schema strict = schemas.getSchema(StrictSchema.of(contract.schema()));
        return contract.examples().stream()
                .flatMap(example -> exampleFindings(strict, example))
                .toList();
    }

    private static Stream<Finding> exampleFindings(Schema strict, Example example) {
        List<Error> errors = strict.validate(
                example.data(), context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!example.valid()) {
            return errors.isEmpty() ? Stream.of(accepted(example)) : Stream.of();
        }
        return errors.stream()
                .map(error -> new Finding(
                        "valid-example-refused",
                        example.file(),
                        pointer(error),
                        "The contract refuses this: " + error.getMessage() + ". Correct the example or the schema."));
    }

    private static Finding accepted(Example example) {
        return new Finding(
                "invalid-example-accepted",
                example.file(),
                "#",
                "The contract accepts this, so publishers may send it. Tighten the schema, or correct the example.");
    }

    private static String pointer(Error error) {
        return "#" + error.getInstanceLocation();
    }
}
