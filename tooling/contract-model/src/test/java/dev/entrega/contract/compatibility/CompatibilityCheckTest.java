package dev.entrega.contract.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.EventName;
import dev.entrega.contract.compatibility.History.Revision;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Noun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatibilityCheckTest {

    private static final EventName PLACED = new EventName("order", "placed", 1);
    private static final String WITH_NOTE = "{\"type\":\"object\",\n\"properties\":{\n\"note\":{\"type\":\"string\"}}}";
    private static final String WITHOUT = "{\"type\":\"object\",\n\"properties\":{}}";
    private static final String OTHER_NOTE = WITH_NOTE.replace("string", "integer");

    @TempDir
    Path folder;

    @Test
    void aRemovedNameIsBurnt() throws Exception {
        assertThat(check(OTHER_NOTE, WITH_NOTE, WITHOUT))
                .filteredOn(Finding::counts)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("name-burnt");
                    assertThat(finding.line()).isEqualTo(3);
                    assertThat(finding.why()).contains("'note' was removed once", "revision 0");
                });
    }

    @Test
    void aRemovedNameMayComeBackWithItsMeaning() throws Exception {
        assertThat(check(WITH_NOTE, WITH_NOTE, WITHOUT)).noneMatch(Finding::counts);
    }

    @Test
    void everyEarlierVersionCounts() throws Exception {
        String wide = WITH_NOTE.replace("\"string\"", "\"string\",\"maxLength\":9");
        assertThat(check(WITH_NOTE, wide, WITH_NOTE))
                .filteredOn(Finding::counts)
                .extracting(Finding::rule)
                .containsExactly("bound-changed");
    }

    @Test
    void aDeletedContractBreaksAndANewOneDoesNot() throws Exception {
        var history = new History(Map.of(PLACED, List.of(revision(0, WITHOUT))), Set.of(PLACED), Set.of());
        var check = new CompatibilityCheck(history, folder);

        assertThat(check.check(List.of(
                        contract(new EventName("order", "cancelled", 1), WITHOUT),
                        contract(new EventName("order", "placed", 2), WITHOUT))))
                .extracting(Finding::type, Finding::version, Finding::rule, Finding::severity)
                .containsExactly(
                        tuple("order.cancelled", 1, "type-added", Severity.INFO),
                        tuple("order.placed", 2, "major-added", Severity.INFO),
                        tuple("order.placed", 1, "contract-deleted", Severity.BREAKING));
    }

    @Test
    void anOrderThatComesOrGoesBreaks() throws Exception {
        var noOrder = new History(Map.of(PLACED, List.of(revision(0, WITHOUT))), Set.of(PLACED), Set.of());
        var order = new History(Map.of(PLACED, List.of(revision(0, WITHOUT))), Set.of(PLACED), Set.of("order"));
        var now = contract(PLACED, WITHOUT);
        var ordered = new Contract(
                new Noun("order", "orders", "An order.", true), now.name(), now.file(), now.schema(), now.examples());

        assertThat(new CompatibilityCheck(noOrder, folder).check(List.of(ordered)))
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(tuple("order-changed", Severity.BREAKING));
        assertThat(new CompatibilityCheck(order, folder).check(List.of(now)))
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(tuple("order-changed", Severity.BREAKING));
        assertThat(new CompatibilityCheck(order, folder).check(List.of(ordered)))
                .isEmpty();
    }

    @Test
    void whoMayPublishIsNoReadersBusiness() throws Exception {
        var before = new History(Map.of(PLACED, List.of(revision(0, WITHOUT))), Set.of(PLACED), Set.of());
        var now = contract(PLACED, WITHOUT);
        var granted = new Contract(
                new Noun("order", "orders", "orders", false, List.of("orders-api")),
                now.name(),
                now.file(),
                now.schema(),
                now.examples());

        assertThat(new CompatibilityCheck(before, folder).check(List.of(granted)))
                .isEmpty();
    }

    private List<Finding> check(String now, String... before) throws Exception {
        List<Revision> revisions = new ArrayList<>();
        for (String schema : before) {
            revisions.add(revision(revisions.size(), schema));
        }
        var history = new History(Map.of(PLACED, revisions), Set.of(PLACED), Set.of());
        return new CompatibilityCheck(history, folder).check(List.of(contract(PLACED, now)));
    }

    private static Revision revision(int number, String schema) throws Exception {
        return new Revision("revision " + number, new JsonMapper().readTree(schema));
    }

    private Contract contract(EventName name, String schema) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".json"), schema);
        return new Contract(
                new Noun("order", "orders", "orders", false), name, file, new JsonMapper().readTree(schema), List.of());
    }
}
