package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How commands end that can't do their work: the exit code for the script, the line for the person. */
class FailuresTest {

    @TempDir
    Path folder;

    @Test
    void whatAwsDoesNotAllowExitsWith7() throws IOException {
        var result = answered(403, "AccessDenied");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.err()).contains("AccessDenied", "credentials", "Next: toolbelt doctor");
    }

    @Test
    void expiredCredentialsExitWith7() throws IOException {
        assertThat(answered(400, "ExpiredToken").exitCode()).isEqualTo(7);
    }

    @Test
    void aFaultOfAwsExitsWith6() throws IOException {
        assertThat(answered(503, "ServiceUnavailable").exitCode()).isEqualTo(6);
    }

    @Test
    void anEnvironmentThatNobodyKnowsExitsWith3AndNamesThoseThatAreKnown() throws IOException {
        var terminal = Terminal.withProfile(folder, "staging", Map.of());

        var result = terminal.run("queue", "list", "--env", "stagin");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("stagin", "staging");
    }

    @Test
    void aDatabaseThatDoesNotAnswerExitsWith6AndNeverShowsThePassword() throws IOException {
        var terminal =
                Terminal.withProfile(folder, Map.of("stock-service", "postgres://someone:topsecret@127.0.0.1:1/stock"));

        var result = terminal.run("dlq", "list", "stock-service", "-v");

        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.err()).contains("127.0.0.1:1").doesNotContain("topsecret");
    }

    @Test
    void aVariableOfTheProfileThatIsNotSetIsNamed() throws IOException {
        Files.writeString(folder.resolve("environments.yml"), """
            prod:
              region: eu-central-1
              services:
                stock-service: {database-url: "${STOCK_DATABASE_URL}"}
            """);
        var terminal = Terminal.withVariables(folder);

        var result = terminal.run("dlq", "list", "stock-service", "--env", "prod");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("STOCK_DATABASE_URL");
    }

    @Test
    void withoutVerboseAnErrorIsALineAndANextStep() throws IOException {
        assertThat(answered(403, "AccessDenied").err().lines()).hasSize(2);
    }

    private Terminal.Result answered(int status, String code) throws IOException {
        var aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer =
                ("{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"no\"}").getBytes(StandardCharsets.UTF_8);
        aws.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        aws.start();
        try {
            return Terminal.withVariables(folder)
                    .set(
                            "AWS_ENDPOINT_URL",
                            "http://127.0.0.1:" + aws.getAddress().getPort())
                    .run("queue", "list");
        } finally {
            aws.stop(0);
        }
    }
}
