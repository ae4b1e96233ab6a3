package dev.entrega.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.soak.Hygiene.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HygieneTest {

    private static List<String> growth(State before, State now) {
        var found = new ArrayList<String>();
        Hygiene.growth("stock-service-1", before, now, found);
        return found;
    }

    @Test
    void aProcessMayHaveALittleMoreThanWhenItWasReady() {
        assertThat(growth(new State(40, 20_000), new State(70, 44_576))).isEmpty();
    }

    @Test
    void threadsThatGrowAreTold() {
        assertThat(growth(new State(40, 20_000), new State(71, 20_000)))
                .containsExactly("stock-service-1 has 71 threads, and had 40");
    }

    @Test
    void aHeapThatGrowsIsTold() {
        assertThat(growth(new State(40, 20_480), new State(40, 45_057)))
                .containsExactly("stock-service-1 holds 44 MiB of heap, and held 20");
    }

    @Test
    void itSeesWhatAProcessHolds(@TempDir Path folder) throws Exception {
        var hygiene = new Hygiene(List.of(), folder);
        long own = ProcessHandle.current().pid();
        var before = hygiene.state(own);

        byte[] held = new byte[30 << 20];
        var now = hygiene.state(own);

        assertThat(before.threads()).isPositive();
        assertThat(growth(before, now)).singleElement().asString().contains("MiB of heap");
        assertThat(held).hasSize(30 << 20); // Until here.
    }

    @Test
    void aSecretInALogIsTold(@TempDir Path folder) throws IOException {
        var log = folder.resolve("orders-api-1.log");
        var found = new ArrayList<String>();
        Files.writeString(log, "placed an order\n");
        Hygiene.secrets(log, found);
        assertThat(found).isEmpty();

        Files.writeString(log, "placed an order of " + Site.CANARY + "\n");
        Hygiene.secrets(log, found);
        assertThat(found).containsExactly("orders-api-1.log holds a secret: placed an order of " + Site.CANARY);
    }
}
