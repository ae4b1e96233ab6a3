package dev.entrega.messaging.runtime;

import dev.entrega.local.process.ChildProcess;
import dev.entrega.messaging.PlatformMigration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The migrations of a release process, in a process that can be killed. */
final class MigratingProcess {

    private MigratingProcess() {}

    static ChildProcess start(String url, String location) {
        return ChildProcess.start(MigratingProcess.class, Map.of(), url, location);
    }

    public static void main(String[] arguments) {
        of(arguments[1]).run(database(arguments[0]));
    }

    /** A service whose own migrations are in that folder of the class path. */
    static Migrations of(String location) {
        return new Migrations(List.of(new PlatformMigration("test", "classpath:migrations/" + location)));
    }

    /** As a service uses it. */
    static DataSource database(String url) {
        return new DatabaseFactory().dataSource(url, new DatabaseSettings(3));
    }
}
