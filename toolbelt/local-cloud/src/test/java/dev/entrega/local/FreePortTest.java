package dev.entrega.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreePortTest {

    @Test
    void somebodyCanListenThere() throws Exception {
        int port = FreePort.find();

        try (var listening = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(listening.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void noneIsGivenTwiceAlthoughNobodyListensYet() {
        // Some forty pairs would be equal if each were drawn from all of the twelve thousand.
        assertThat(IntStream.range(0, 1_000).map(i -> FreePort.find())).doesNotHaveDuplicates();
    }

    @Test
    void oneWhereSomebodyListensIsNotFree() throws Exception {
        try (var listening = new ServerSocket(FreePort.find())) {
            assertThat(FreePort.isFree(listening.getLocalPort())).isFalse();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noConnectionIsGivenItMeanwhile() throws Exception {
        // By lines, which takes one read: a second one of such a file brings nothing.
        String range = Files.readAllLines(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                .getFirst();
        int firstOfConnections = Integer.parseInt(range.split("\\s+", 2)[0]);

        for (int i = 0; i < 100; i++) {
            assertThat(FreePort.find()).isLessThan(firstOfConnections);
        }
    }
}
