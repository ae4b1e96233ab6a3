package dev.entrega.contract.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleDataTest {

    @Test
    void hasAllPropertiesAndEndsWhereASchemaRefersToItself() throws Exception {
        JsonNode schema = new JsonMapper().readTree("""
                {"type": "object", "required": ["code"],
                 "properties": {"code": {"type": "string", "pattern": "^[A-Z]{3}$"}, "at": {"format": "date", "type": "string"},
                                "next": {"$ref": "#"}}}
                """);

        assertThat(SampleData.of(schema))
                .hasValueSatisfying(
                        data -> assertThat(data.toString()).startsWith("{\"at\":\"2026-01-01\",\"code\":\"AAA\""));
    }

    @Test
    void isMadeForNearlyEverySchema() {
        int made = 0;
        for (long seed = 0; seed < 200; seed++) {
            made += SampleData.of(RandomSchema.of(new SplittableRandom(seed))).isPresent() ? 1 : 0;
        }
        assertThat(made).isGreaterThan(180);
    }

    @Test
    void thereIsNoneOfASchemaThatAllowsNothing() throws Exception {
        assertThat(SampleData.of(new JsonMapper()
                        .readTree("{\"required\": [\"a\"], \"properties\": {\"a\": false}, \"type\": \"object\"}")))
                .isEmpty();
    }
}
