package dev.entrega.toolbelt.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultFileTest {
    @TempDir
    private Path folder;

    @Test
    void withoutAFileNoHandlerFails() {
        assertThat(new FaultFile(folder.resolve("faults")).names()).isEmpty();
    }

    @Test
    void eachLineNamesAHandlerAndAChangeCountsAtOnce() throws Exception {
        var faults = new FaultFile(folder.resolve("faults"));
        Files.writeString(faults.path(), "reserve-stock\n\n confirm-order \n");
        assertThat(faults.names()).containsExactlyInAnyOrder("reserve-stock", "confirm-order");

        Files.writeString(faults.path(), "");
        assertThat(faults.names()).isEmpty();
    }
}
