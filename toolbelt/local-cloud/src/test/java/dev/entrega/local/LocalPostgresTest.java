package dev.entrega.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.local.LocalPostgres.Stop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LocalPostgresTest {
    /** PostgreSQL keeps an unlogged table over an orderly stop, and empties it when it has to recover from a crash. */
    private static final String UNLOGGED = "CREATE UNLOGGED TABLE unlogged AS SELECT 1";

    private static final String NOBODY_LISTENS = "08001"; // PostgreSQL, appendix A

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = LocalPostgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DatabaseUrl.parse(url).connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void tell(String url, String sql) throws SQLException {
        try (Connection connection = DatabaseUrl.parse(url).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aServiceGetsTheSameDatabaseEachTime() throws SQLException {
        String url = postgres.database("stock-service");
        tell(url, "CREATE TABLE stock (sku text)");

        assertThat(url).matches("postgres://\\w+:\\w+@127\\.0\\.0\\.1:\\d+/stock-service");
        assertThat(postgres.database("stock-service")).isEqualTo(url);
        assertThat(ask(url, "SELECT count(*) FROM stock")).isEqualTo("0");
    }

    @Test
    void aTestGetsADatabaseOfItsOwn() throws SQLException {
        String url = postgres.freshDatabase("orders");

        assertThat(url).contains("/orders_").isNotEqualTo(postgres.freshDatabase("orders"));
        assertThat(ask(url, "SELECT current_database()")).startsWith("orders_");
    }

    @Test
    void theServerIsAsDurableAsOneInProduction() throws SQLException {
        String url = postgres.database("postgres");
        assertThat(ask(url, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(url, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(url, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask(url, "SHOW max_connections")).isEqualTo("200");
        assertThat(ask(url, "SHOW server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void aGivenServerIsUsedAndFreshDatabasesDoNotOutliveTheirTest() throws SQLException {
        String server = postgres.database("given");
        String fresh;
        try (LocalPostgres given = LocalPostgres.external(DatabaseUrl.parse(server + "?ApplicationName=test"))) {
            assertThat(given.database("kept")).endsWith("/kept?ApplicationName=test");
            fresh = given.freshDatabase("fresh");
            assertThat(ask(fresh, "SELECT 1")).isEqualTo("1");
        }

        assertThatThrownBy(() -> ask(fresh, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThat(ask(server, "SELECT count(*) FROM pg_database WHERE datname = 'kept'"))
                .isEqualTo("1");
    }

    @Test
    void aGivenServerThatCannotBeReachedIsNamedWithoutItsPassword() {
        assertThatThrownBy(() -> LocalPostgres.external(DatabaseUrl.parse("postgres://me:secret@127.0.0.1:1/x")))
                .isInstanceOf(LocalCloudException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("unset DATABASE_URL")
                .hasMessageNotContainingAny("secret", "\n");
    }

    @Test
    void aUrlOfAnotherFormIsRefusedWithoutShowingIt() {
        for (String url : new String[] {"jdbc:postgresql://localhost/x", "postgres://localhost/secret", "::"}) {
            assertThatThrownBy(() -> DatabaseUrl.parse(url))
                    .isInstanceOf(LocalCloudException.class)
                    .hasMessageContaining("postgres://user:password@host:port/name")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aNameThatCouldDoHarmIsRefused() {
        for (String name : new String[] {"", "x\"; DROP", "Upper", "x".repeat(64)}) {
            assertThatThrownBy(() -> postgres.database(name)).isInstanceOf(LocalCloudException.class);
        }
    }

    @Test
    void whatWasCommittedOutlivesARestart() throws SQLException {
        String url = postgres.freshDatabase("restarted");
        tell(url, "CREATE TABLE stock (sku text)");
        tell(url, UNLOGGED);
        String started = ask(url, "SELECT pg_postmaster_start_time()");

        postgres.stop(Stop.FAST);
        assertThatThrownBy(() -> ask(url, "SELECT 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NOBODY_LISTENS));
        postgres.resume();

        assertThat(ask(url, "SELECT count(*) FROM stock")).isEqualTo("0");
        assertThat(ask(url, "SELECT pg_postmaster_start_time()")).isNotEqualTo(started);
        assertThat(ask(url, "SELECT count(*) FROM unlogged")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FAST")
    void whatWasCommittedAndNothingElseOutlivesACrash(Stop how) throws SQLException {
        String url = postgres.freshDatabase("crashed");
        tell(url, "CREATE TABLE stock (sku text)");
        tell(url, UNLOGGED);
        try (Connection connection = DatabaseUrl.parse(url).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO stock VALUES ('SKU-001')");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO stock VALUES ('SKU-002')");

            postgres.stop(how);
            postgres.resume();

            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        }
        assertThat(ask(url, "SELECT string_agg(sku, ' ') FROM stock")).isEqualTo("SKU-001");
        assertThat(ask(url, "SELECT count(*) FROM unlogged")).isEqualTo("0");
    }
}
