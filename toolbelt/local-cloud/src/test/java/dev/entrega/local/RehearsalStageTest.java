package dev.entrega.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real stage with its own process, and a program that looks around on it. */
class RehearsalStageTest {

    private static final int EXIT_CODE = 7;

    @TempDir
    private Path folder;

    private Path program = Path.of("");

    /** Says what is where it was told. */
    static final class Visitor {
        public static void main(String[] arguments) throws Exception {
            String service = arguments[0];
            System.out.println("service " + service);
            String database = System.getenv("REHEARSAL_DATABASE_URL");
            System.out.println("database " + (database == null ? "none" : found(database)));
            System.out.println(
                    "queues " + post(System.getenv("REHEARSAL_AWS_ENDPOINT_URL") + "/", "Action=ListQueues"));
            System.out.println(
                    "token " + post(System.getenv("REHEARSAL_OAUTH_ISSUER") + "/token", credentials(service)));
            System.exit(EXIT_CODE);
        }

        private static String credentials(String service) {
            return "grant_type=client_credentials&client_id=" + service + "&client_secret=nothing";
        }

        private static String found(String url) throws Exception {
            try (var connection = DatabaseUrl.parse(url).connect()) {
                return connection.getCatalog();
            }
        }

        private static int post(String address, String form) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @BeforeEach
    void writeProgram() throws IOException {
        program = Files.writeString(folder.resolve("visit"), """
                #!/bin/sh
                exec '%s' -cp '%s' '%s' "$@"
                """.formatted(
                        java(), System.getProperty("java.class.path"), Visitor.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aProgramIsToldOfABrokerADatabaseAndAnIssuerThatAreThereAndItsExitCodeIsPassedOn() throws Exception {
        var run = stage(List.of(), program.toString(), "pricing");

        assertThat(run.said()).contains("service pricing", "database pricing", "queues 200", "token 200");
        assertThat(run.status()).isEqualTo(EXIT_CODE);
    }

    @Test
    void whereNoDatabaseCanRunItIsSaidAndTheProgramRunsWithoutOne() throws Exception {
        Path missing = folder.resolve("missing");

        var run = stage(List.of("-Djava.io.tmpdir=" + missing), program.toString(), "pricing");

        assertThat(run.said())
                .contains("pricing rehearses without a database", missing.toString())
                .contains("database none", "queues 200", "token 200");
        assertThat(run.status()).isEqualTo(EXIT_CODE);
    }

    @Test
    void calledWronglyItSaysHow() throws Exception {
        var run = stage(List.of(), program.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.said().lines()).singleElement().asString().contains("PROGRAM SERVICE");
    }

    private record Run(int status, String said) {}

    /** In an environment that names a database of somebody else's, as that of a build may. */
    private static Run stage(List<String> options, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RehearsalStage.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DATABASE_URL", "postgres://nobody:nothing@127.0.0.1:1/production");
        var process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
