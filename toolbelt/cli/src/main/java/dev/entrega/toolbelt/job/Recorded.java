package dev.entrega.toolbelt.job;

import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.Connection;
import java.sql.SQLException;

/** Where a service writes down what became of its jobs. */
final class Recorded {

    private static final String TABLE = "job_run";

    private Recorded() {}

    static boolean isIn(Connection connection) throws SQLException {
        return PlatformTables.exists(connection, TABLE);
    }

    /** @throws ToolbeltException if the environment knows no such service, or it has no jobs */
    static Connection of(Session session, String service) throws SQLException {
        var connection = session.connect(service);
        if (!isIn(connection)) {
            connection.close();
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    service + " has no jobs, or a version that has some is not released yet (bin/run release)");
        }
        return connection;
    }

    static ToolbeltException unknown(String service, String job) {
        return new ToolbeltException(
                ExitCode.NOT_FOUND, service + " has no job " + job + "; toolbelt job list shows which there are");
    }
}
