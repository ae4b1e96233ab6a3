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
import dev.entrega.contract.model.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that a contract's schema is one and does no harm, see {@link SchemaLint}, and that its examples show what they
 * claim: under the {@link StrictSchema}, as a publisher would, and with {@code format} asserted, since records turn
 * formats into types.
 */
public final class ContractLint {

    /** The ids of all rules. */
    public static final Set<String> RULES = Set.of(
            "schema-invalid",
            "description-missing",
            "max-length-missing",
            "pattern-explodes",
            "reference-broken",
            "size-unbounded",
            "example-missing",
            "valid-example-refused",
            "invalid-example-accepted");

    /** What breaks these is not tried out on the examples. */
    private static final Set<String> ENDLESS = Set.of("pattern-explodes", "reference-broken");

    /** JSON Schema 2020-12 lets anyone add keywords; ours, such as {@code x-pii}, mean nothing to a validator. */
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build());

    /** What is wrong with a contract; empty if nothing is. Of a schema that is none the rest is left unchecked. */
    public List<Finding> check(Contract contract) {
        List<Finding> findings = schemaFindings(contract);
        if (!findings.isEmpty()) {
            return findings;
        }
        List<Finding> all = new ArrayList<>(new SchemaLint(contract).findings());
        if (all.stream().noneMatch(finding -> ENDLESS.contains(finding.rule()))) {
            all.addAll(exampleFindings(contract));
        }
        return all;
    }

    private List<Finding> schemaFindings(Contract contract) {
        Schema metaSchema = schemas.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        List<Error> errors = metaSchema.validate(
                contract.schema(), context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        Lines lines = errors.isEmpty() ? Lines.of("") : Lines.read(contract.file());
        return errors.stream()
                .map(error -> new Finding(
                        "schema-invalid",
                        contract.file(),
                        lines.at(pointer(error)),
                        pointer(error),
                        "This is not JSON Schema 2020-12: " + error.getMessage() + ".",
                        "Correct it."))
                .toList();
    }

    private List<Finding> exampleFindings(Contract contract) {
        if (contract.examples().stream().noneMatch(Example::valid)) {
            return List.of(new Finding(
                    "example-missing",
                    contract.file(),
                    1,
                    "#",
                    "No example shows what " + contract.name() + " allows, so nothing proves that it allows anything.",
                    "Add v" + contract.name().major() + ".examples/valid.json."));
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
        Lines lines = errors.isEmpty() ? Lines.of("") : Lines.read(example.file());
        return errors.stream()
                .map(error -> new Finding(
                        "valid-example-refused",
                        example.file(),
                        lines.at(pointer(error)),
                        pointer(error),
                        "The contract refuses this: " + error.getMessage() + ".",
                        "Correct the example or the schema."));
    }

    private static Finding accepted(Example example) {
        return new Finding(
                "invalid-example-accepted",
                example.file(),
                1,
                "#",
                "The contract accepts this, so publishers may send it.",
                "Tighten the schema, or correct the example.");
    }

    private static String pointer(Error error) {
        return "#" + error.getInstanceLocation();
    }
}
