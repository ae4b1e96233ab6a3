package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResilienceCommandTest {

    private static final String JOB = "settlement-job";

    @TempDir
    Path folder;

    private final ServiceDatabase database = ServiceDatabase.migrated("messaging", "client");
    private Terminal terminal;

    @BeforeEach
    void services() throws IOException, SQLException {
        terminal = open(database);
        released("""
                {"upstreams.orders-api.url":"${ORDERS_API_URL}","upstreams.orders-api.timeout":"3s",
                 "upstreams.orders-api.concurrent":"7"}""");
    }

    private Terminal open(ServiceDatabase database) throws IOException {
        return services(Terminal.withProfile(folder, Map.of(JOB, database.url())));
    }

    private static Terminal services(Terminal terminal) throws IOException {
        terminal.service("stock-service", description("stock-service", ""));
        terminal.service(JOB, description(JOB, """
                {"name":"entrega.job.lease","value":"30s","origin":"default"},
                {"name":"upstreams.orders-api.url","value":"http://one:1","origin":"resilience.yml"},
                {"name":"upstreams.orders-api.calls.list.timeout","value":"9s","origin":"resilience.yml"},
                {"name":"upstreams.orders-api.attempts","value":"3","origin":"default"}"""));
        return terminal;
    }

    private static String description(String service, String settings) {
        return """
                {"service":"%s","environment":"ENV","publishes":[],"handlers":[],"queue":null,"database":true,
                 "settings":[%s]}""".formatted(service, settings);
    }

    /** As a release of the service writes it down. */
    private void released(String settings) throws SQLException {
        database.execute(
                "INSERT INTO entrega.resilience (action, who, settings, clients) VALUES ('release', '1.0', ?, ?)",
                settings,
                "{\"orders-api\":[\"list\"]}");
    }

    private void file(String service, String text) throws IOException {
        Path resources = Files.createDirectories(folder.resolve("services/" + service + "/src/main/resources"));
        Files.writeString(resources.resolve("resilience.yml"), text);
    }

    private void file(String upstream) throws IOException {
        file(JOB, "upstreams: {orders-api: {" + upstream + "}}");
    }

    private static List<String> table(Terminal.Result result) {
        return result.out()
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
    }

    @Test
    void showsWhatIsInForceForEachUpstreamAndWhoSaysSo() {
        var result = terminal.run("resilience", "show");

        assertThat(result.exitCode()).isZero();
        assertThat(table(result))
                .containsExactly(
                        "SERVICE UPSTREAM SETTING VALUE FROM",
                        "settlement-job orders-api url http://one:1 resilience.yml",
                        "settlement-job orders-api calls.list.timeout 9s resilience.yml",
                        "settlement-job orders-api attempts 3 default");
        assertThat(terminal.run("resilience", "show", JOB, "--json").out())
                .contains("{\"service\":\"settlement-job\",\"upstream\":\"orders-api\","
                        + "\"setting\":\"calls.list.timeout\",\"value\":\"9s\",\"origin\":\"resilience.yml\"}");
    }

    @Test
    void saysSoIfNobodyIsCalled() {
        var result = terminal.run("resilience", "show", "stock-service");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("none of them calls anybody");
    }

    @Test
    void showsWhatWasAppliedInAnEnvironmentAndByWhomAndWhen() throws IOException {
        file("url: '${ORDERS_API_URL}', timeout: 1s");
        terminal.run("resilience", "apply", JOB, "--yes");

        assertThat(table(terminal.run("resilience", "show", JOB)))
                .contains("settlement-job orders-api attempts 3 default")
                .anyMatch(line ->
                        line.matches("settlement-job orders-api calls\\.list\\.timeout 1s applied \\(.+@.+, 20.+Z\\),"
                                + " upstreams\\.orders-api\\.timeout"));

        terminal.run("resilience", "apply", JOB, "--undo", "--yes");
        assertThat(table(terminal.run("resilience", "show", JOB)))
                .contains("settlement-job orders-api calls.list.timeout 9s resilience.yml");
    }

    @Test
    void checkSaysAllThatAStartWouldRefuse() throws IOException {
        file("timeout: soon, timout: 1s, calls: {buy: {attempts: 2}}");
        file("stock-service", "upstreams: {orders-api: {timeout: 1s}}");

        var result = terminal.run("resilience", "check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(table(result))
                .hasSize(6)
                .anyMatch(line -> line.startsWith("settlement-job upstreams.orders-api.timeout: can't be read from"))
                .anyMatch(line -> line.contains("upstreams.orders-api.timout is no setting"))
                .anyMatch(line -> line.contains("upstreams.orders-api.calls.buy: is no call"))
                .anyMatch(line -> line.contains("upstreams.orders-api.url: is missing"))
                .anyMatch(line -> line.startsWith("stock-service upstreams.orders-api: is called by nobody"));
        assertThat(terminal.run("resilience", "check", "stock-service", "--json")
                        .out())
                .startsWith("{\"service\":\"stock-service\",\"finding\":\"upstreams.orders-api: is called by nobody");
    }

    @Test
    void checkIsSilentOfWhatAStartTakes() throws IOException {
        file("url: 'http://one:1', calls: {list: {timeout: 1s}}");

        var result = terminal.run("resilience", "check");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
    }

    /** So it is if it was built with the file in question. */
    @Test
    void checkSaysWhatItCanOfAServiceThatCanNotBeAsked() throws IOException {
        file("timout: 1s");
        Files.delete(folder.resolve("services/settlement-job/describe.json"));

        var result = terminal.run("resilience", "check", JOB);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("upstreams.orders-api.timout is no setting");

        file("timeout: 1s");
        assertThat(terminal.run("resilience", "check", JOB).err()).contains("settlement-job can't describe itself");
    }

    @Test
    void checkSaysThatAFileIsNone() throws IOException {
        file(JOB, "upstreams: {");

        var result = terminal.run("resilience", "check", JOB);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("resilience.yml: is no YAML");
    }

    @Test
    void diffComparesTheFileWithWhatTheReleaseHasComeWith() throws IOException {
        file("url: 'http://two:2', timeout: 1s");

        var result = terminal.run("resilience", "diff");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(table(result))
                .containsExactly(
                        "SERVICE UPSTREAM SETTING THERE HERE BY",
                        "settlement-job orders-api concurrent 7 - apply",
                        "settlement-job orders-api timeout 3s 1s apply",
                        "settlement-job orders-api url ${ORDERS_API_URL} http://two:2 deploy");
        assertThat(terminal.run("resilience", "diff", JOB, "--json").lines().getFirst())
                .isEqualTo("{\"service\":\"settlement-job\",\"upstream\":\"orders-api\",\"setting\":\"concurrent\","
                        + "\"there\":\"7\",\"here\":null,\"by\":\"apply\"}");
    }

    @Test
    void diffComparesWithWhatWasAppliedSince() throws IOException {
        file("url: '${ORDERS_API_URL}', timeout: 1s");
        terminal.run("resilience", "apply", JOB, "--yes");

        assertThat(terminal.run("resilience", "diff").exitCode()).isZero();

        file("url: '${ORDERS_API_URL}', timeout: 2s");
        var result = terminal.run("resilience", "diff");
        assertThat(table(result)).contains("settlement-job orders-api timeout 1s 2s apply");
        assertThat(result.err()).contains("settlement-job goes by what was applied (");
    }

    @Test
    void applyCountsOneSettingAsOne() throws IOException {
        file("url: '${ORDERS_API_URL}', timeout: 3s");

        assertThat(terminal.run("resilience", "apply", JOB, "--yes").lines())
                .containsExactly("applied 1 setting to settlement-job");
    }

    @Test
    void applyWritesWhatARunningServiceCanChangeAndWhoWantedIt() throws IOException, SQLException {
        file("url: 'http://two:2', timeout: 1s");

        var result = terminal.run("resilience", "apply", JOB, "--yes");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).containsExactly("applied 2 settings to settlement-job");
        assertThat(result.err())
                .contains("left: orders-api url: ${ORDERS_API_URL} -> http://two:2, which needs a deploy");
        assertThat(newest()).matches("apply .+@.+ \\{\"upstreams.orders-api.timeout\":\"1s\"}");

        var again = terminal.run("resilience", "apply", JOB, "--yes");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("nothing to do: what differs needs a deploy");
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void undoTakesAwayWhatWasApplied() throws IOException, SQLException {
        file("url: '${ORDERS_API_URL}', timeout: 1s");
        terminal.run("resilience", "apply", JOB, "--yes");

        assertThat(table(terminal.run("resilience", "apply", JOB, "--undo", "--dry-run")))
                .contains("settlement-job orders-api timeout 1s 3s apply");
        assertThat(terminal.run("resilience", "apply", JOB, "--undo").exitCode())
                .isEqualTo(4);
        var result = terminal.run("resilience", "apply", JOB, "--undo", "--yes");

        assertThat(result.lines()).containsExactly("took away what was applied to settlement-job");
        assertThat(newest()).matches("undo .+@.+ \\{}");
        assertThat(terminal.run("resilience", "apply", JOB, "--undo", "--yes").err())
                .contains("nothing to do: nothing is applied to settlement-job");
        assertThat(database.text("SELECT string_agg(action, ' ' ORDER BY id) FROM entrega.resilience"))
                .isEqualTo("release apply undo");
    }

    @Test
    void applyAsksAndInProductionForTheName() throws IOException, SQLException {
        terminal = services(Terminal.withProfile(folder, "prod", Map.of(JOB, database.url())));
        file("url: '${ORDERS_API_URL}', timeout: 1s");

        assertThat(terminal.run("resilience", "apply", JOB).exitCode()).isEqualTo(4);
        terminal.answering("y");
        assertThat(terminal.run("resilience", "apply", JOB).exitCode()).isEqualTo(4);
        assertThat(rows()).isEqualTo(1);

        terminal.answering(JOB);
        var result = terminal.run("resilience", "apply", JOB);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("orders-api timeout: 3s -> 1s");
    }

    @Test
    void aDryRunChangesNothing() throws IOException, SQLException {
        file("url: '${ORDERS_API_URL}', timeout: 1s");

        var result = terminal.run("resilience", "apply", JOB, "--dry-run");

        assertThat(result.exitCode()).isZero();
        assertThat(table(result)).contains("settlement-job orders-api timeout 3s 1s apply");
        assertThat(rows()).isEqualTo(1);
    }

    /** The code that runs there decides, not what is built here. */
    @Test
    void whatAStartWouldRefuseIsNotApplied() throws IOException, SQLException {
        for (var wrong : List.of(
                "url: 'http://one:1', timeout: soon",
                "url: 'http://one:1', calls: {buy: {timeout: 1s}}",
                "timeout: 1s")) {
            file(wrong);

            var result = terminal.run("resilience", "apply", JOB, "--yes");

            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(result.err()).contains("would not start with this resilience.yml", "so nothing was changed: ");
        }
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aServiceWithoutADatabaseCanNotBeAppliedTo() {
        var result = terminal.run("resilience", "apply", "stock-service", "--yes");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("names no database of stock-service", "or deploy the file");
    }

    @Test
    void aServiceThatWasNotReleasedYetCanNotBeAppliedTo() throws IOException {
        for (var empty : List.of(ServiceDatabase.migrated("messaging"), ServiceDatabase.migrated("client"))) {
            var result = open(empty).run("resilience", "apply", JOB, "--yes");

            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains("settlement-job has not written down yet whom it calls");
        }
    }

    private String newest() throws SQLException {
        return database.text("SELECT action || ' ' || who || ' ' || settings FROM entrega.resilience ORDER BY id DESC");
    }

    private long rows() throws SQLException {
        return database.count("SELECT count(*) FROM entrega.resilience");
    }
}
