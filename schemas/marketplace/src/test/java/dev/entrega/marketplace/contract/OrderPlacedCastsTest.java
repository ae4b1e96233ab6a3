package dev.entrega.marketplace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.Casts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways between the versions of a placed order, as a service finds them. */
class OrderPlacedCastsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private final Casts casts = Casts.onClassPath();

    private static <T> T example(String name, Class<T> type) throws IOException {
        return JSON.readValue(Path.of("contracts/order/placed", name).toFile(), type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid-smallest.json", "valid-with-address.json"})
    void anOlderOrderWasPlacedInTheShopAndLosesNothing(String name) throws IOException {
        var older = example("v1.examples/" + name, OrderPlacedV1.class);

        var newer = casts.up(older, OrderPlacedV2.TYPE);

        assertThat(newer.channel()).isEqualTo("shop");
        assertThat(casts.down(newer)).contains(older);
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid-smallest.json", "valid-with-address.json"})
    void forItsOldReadersANewerOrderLosesItsChannelAlone(String name) throws IOException {
        var newer = example("v2.examples/" + name, OrderPlacedV2.class);

        assertThat(casts.down(newer)).contains(example("v1.examples/" + name, OrderPlacedV1.class));
    }
}
