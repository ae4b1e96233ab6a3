package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads what, by what the services' code declares; and whom a change hits. */
class ContractUsageCommandTest {

    private static final String SERVICE = """
            {"service":"%1$s","environment":"ENV","database":true,"settings":[],"publishes":[],
             "queue":{"name":"ENV_%1$s","deadLetterQueue":"ENV_%1$s_dlq","undeliveredQueue":"ENV_%1$s_undelivered",
                      "visibility":"PT30S"},
             "handlers":[{"name":"%2$s","type":"order.placed.v1","topic":"ENV_order_placed_v1","className":"x.Y",
                          "reads":%3$s}]}""";

    private static final String ORDER = "\"code\": {\"description\": \"C.\", \"type\": \"string\", \"maxLength\": 9}";
    private static final String TOTAL = "\"total\": {\"$ref\": \"#/$defs/money\"}";
    private static final String NOTE = "\"note\": {\"description\": \"N.\", \"type\": \"string\", \"maxLength\": 9}";

    @TempDir
    Path folder;

    private GitRepository repository;
    private Terminal terminal;

    @BeforeEach
    void anOrderIsReadByTwo() throws IOException {
        repository = GitRepository.in(folder);
        placed("", ORDER, TOTAL, NOTE);
        repository.commit();
        terminal = Terminal.withVariables(folder);
        terminal.service(
                "stock", SERVICE.formatted("stock", "reserve", "[\"/code\",\"/total\",\"/total/amount\",\"/note\"]"));
        terminal.service("turnover", SERVICE.formatted("turnover", "add", "[\"/total\",\"/total/amount\"]"));
    }

    private void placed(String extra, String... properties) throws IOException {
        repository.write("contracts/order/placed/v1.schema.json", """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "description": "O.",
                 "properties": {%s},%s
                 "$defs": {"money": {"description": "M.", "type": "object",
                   "properties": {"amount": {"description": "A.", "type": "integer"}}}}}
                """.formatted(String.join(",\n", properties), extra));
    }

    @Test
    void saysWhoReadsWhichProperty() throws Exception {
        terminal.run("topology", "apply", "--yes");

        var result = terminal.run("contract", "usage", "order.placed.v1", "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        var usage = new JsonMapper().readTree(result.out());
        assertThat(usage.path("publishers")).isEmpty();
        assertThat(usage.path("consumers"))
                .extracting(consumer -> consumer.path("service").asText() + "/"
                        + consumer.path("handler").asText())
                .containsExactly("stock/reserve", "turnover/add");
        assertThat(usage.path("properties"))
                .extracting(property -> property.path("path").asText() + " " + property.path("readBy"))
                .containsExactly(
                        "/code [\"stock/reserve\"]",
                        "/note [\"stock/reserve\"]",
                        "/total [\"stock/reserve\",\"turnover/add\"]",
                        "/total/amount [\"stock/reserve\",\"turnover/add\"]");
        assertThat(usage.path("subscribed"))
                .extracting(queue -> queue.asText())
                .containsExactly(terminal.name("stock"), terminal.name("turnover"));
        assertThat(terminal.run("contract", "usage", "order.placed").out())
                .contains("may publish  any service", "read by      stock/reserve (all), turnover/add (2 of 4)");
    }

    @Test
    void saysWhoMayPublish() throws Exception {
        repository.write("contracts/order/noun.yaml", "{owner: o, description: d, publishers: [orders-api, shop]}");

        assertThat(terminal.run("contract", "usage", "order.placed").out()).contains("may publish  orders-api, shop");
        assertThat(new JsonMapper()
                        .readTree(terminal.run("contract", "usage", "order.placed", "--json")
                                .out())
                        .path("mayPublish"))
                .hasToString("[\"orders-api\",\"shop\"]");
    }

    @Test
    void aServiceThatCantBeAskedIsSaid() throws Exception {
        repository.write("services/other/Procfile", "worker: false\nrelease: false release\n");

        var result = terminal.run("contract", "usage", "order.placed.v1");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("not known: other can't describe itself");
    }

    @Test
    void anUnknownTypeIsNotFound() {
        assertThat(terminal.run("contract", "usage", "order.plced.v1").exitCode())
                .isEqualTo(3);
    }

    @Test
    void aRemovedPropertyNamesThoseWhoReadIt() throws Exception {
        placed("", ORDER, TOTAL);

        var result = terminal.run("contract", "check", "--against", "git:HEAD");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("info property-removed", "Read by stock/reserve.");
    }

    @Test
    void aBreakWithinADefinitionNamesThoseWhoReadAnyPlaceOfIt() throws Exception {
        repository.write(
                "contracts/order/placed/v1.schema.json",
                Files.readString(folder.resolve("contracts/order/placed/v1.schema.json"))
                        .replace("\"integer\"", "\"string\""));

        var result = terminal.run("contract", "check", "--against", "git:HEAD", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(new JsonMapper()
                        .readTree(result.out())
                        .path("findings")
                        .get(0)
                        .path("consumers"))
                .extracting(consumer -> consumer.asText())
                .containsExactly("stock/reserve", "turnover/add");
    }

    @Test
    void aBreakThatNobodyReadsNamesNobodyAndIsOneAllTheSame() throws Exception {
        terminal.service("stock", SERVICE.formatted("stock", "reserve", "[\"/total\"]"));
        placed("", ORDER.replace("9", "8"), TOTAL, NOTE);

        var result = terminal.run("contract", "check", "--against", "git:HEAD", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("\"rule\":\"bound-changed\"", "\"consumers\":[]");
    }
}
