package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResilienceCommandTest {

    private Terminal terminal;

    @BeforeEach
    void services(@TempDir Path folder) throws IOException {
        terminal = Terminal.withVariables(folder);
        terminal.service("stock-service", description("stock-service", ""));
        terminal.service("settlement-job", description("settlement-job", """
                {"name":"entrega.job.lease","value":"30s","origin":"default"},
                {"name":"upstreams.orders-api.calls.list.timeout","value":"9s","origin":"resilience.yml"},
                {"name":"upstreams.orders-api.attempts","value":"3","origin":"default"}"""));
    }

    private static String description(String service, String settings) {
        return """
                {"service":"%s","environment":"ENV","publishes":[],"handlers":[],"queue":null,"database":true,
                 "settings":[%s]}""".formatted(service, settings);
    }

    @Test
    void showsWhatIsInForceForEachUpstreamAndWhoSaysSo() {
        var result = terminal.run("resilience", "show");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "SERVICE UPSTREAM SETTING VALUE FROM",
                        "settlement-job orders-api calls.list.timeout 9s resilience.yml",
                        "settlement-job orders-api attempts 3 default");
        assertThat(terminal.run("resilience", "show", "settlement-job", "--json")
                        .out())
                .startsWith("{\"service\":\"settlement-job\",\"upstream\":\"orders-api\","
                        + "\"setting\":\"calls.list.timeout\",\"value\":\"9s\",\"origin\":\"resilience.yml\"}");
    }

    @Test
    void saysSoIfNobodyIsCalled() {
        var result = terminal.run("resilience", "show", "stock-service");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("none of them calls anybody");
    }
}
