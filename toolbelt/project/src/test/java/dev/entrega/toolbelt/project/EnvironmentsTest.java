package dev.entrega.toolbelt.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentsTest {

    private static final String PROD = """
        prod:
          region: eu-central-1
          services:
            stock-service: {database-url: "${STOCK_URL}"}
        """;

    @TempDir
    private Path root;

    private Environments read(String yaml, Map<String, String> variables) throws IOException {
        Files.writeString(root.resolve("environments.yml"), yaml);
        return Environments.read(root, variables);
    }

    @Test
    void aSecretComesFromTheEnvironmentAndIsNeverShown() throws IOException {
        var profile = read(PROD, Map.of("STOCK_URL", "postgres://ada:s3cret@db:5432/stock"))
                .profile("prod");

        assertThat(profile.databases().values())
                .extracting(database -> database.url().password())
                .containsExactly("s3cret");
        assertThat(profile.toString()).contains("db:5432/stock").doesNotContain("s3cret");
        assertThat(profile.names("stock-service").queue()).isEqualTo("prod_stock-service");
    }

    @Test
    void aKeyOfTheBrokerIsNeverShown() throws IOException {
        var profile = read(
                        "local: {region: eu-central-1, endpoint: 'http://localhost:4566', access-key-id: me,"
                                + " secret-access-key: s3cret}",
                        Map.of())
                .profile("local");

        assertThat(profile.broker().secretAccessKey()).isEqualTo("s3cret");
        assertThat(profile.toString()).doesNotContain("s3cret");
    }

    @Test
    void aVariableThatIsNotSetIsNamedWhenItIsNeeded() throws IOException {
        var environments = read(PROD + "test: {region: eu-west-1}\n", Map.of());

        assertThat(environments.profile("test").databases()).isEmpty();
        assertThatThrownBy(() -> environments.profile("prod"))
                .hasMessageContaining("needs the environment variable STOCK_URL, which is not set");
    }

    @Test
    void whatServicesAreSetToIsKnownWithoutAnySecret() throws IOException {
        var environments = read(PROD + "  settings: {ENTREGA_QUEUE_VISIBILITY: 2m}\n", Map.of());

        assertThat(environments.settings("prod")).containsExactly(Map.entry("ENTREGA_QUEUE_VISIBILITY", "2m"));
        assertThat(environments.settings("elsewhere")).isEmpty();
    }

    @Test
    void anUnknownEnvironmentIsAnsweredWithThoseThatThereAre() throws IOException {
        var environments = read(PROD, Map.of());

        assertThatThrownBy(() -> environments.profile("prd"))
                .hasMessageContaining("there is no environment prd (known: prod); describe it in");
    }

    @Test
    void aMissingRegionIsNamedByItsPath() throws IOException {
        var environments = read("prod: {services: {}}", Map.of());

        assertThatThrownBy(() -> environments.profile("prod")).hasMessageContaining("prod.region is missing");
    }

    @Test
    void brokenYamlIsSaidInOneLine() {
        assertThatThrownBy(() -> read("prod: {region", Map.of()))
                .isInstanceOf(ProjectException.class)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aRunningDevIsAnEnvironmentToo() throws IOException {
        Files.createDirectories(Environments.ofDev(root).getParent());
        Files.writeString(Environments.ofDev(root), "dev: {region: eu-central-1, endpoint: 'http://localhost:4566'}");

        assertThat(read(PROD, Map.of()).names()).containsExactly("dev", "prod");
    }
}
