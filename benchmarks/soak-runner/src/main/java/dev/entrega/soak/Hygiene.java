package dev.entrega.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** What a service may not leave behind: secrets in its log, and threads, memory and sessions that grow. */
final class Hygiene {

    /** More than these above what it had when it was ready, and something grows. */
    private static final int MORE_THREADS = 30;

    private static final long MORE_HEAP_KIB = 24 * 1024;

    /** Of a service's two processes, as their pools allow. */
    private static final int SESSIONS = 2 * 12 + 2;

    /** Of each generation, or of a heap that has none. */
    private static final Pattern USED = Pattern.compile("total .*used (\\d+)K");

    /** In one go, since each start of a JDK's program takes a part of a second from those that are asked about. */
    private static final String COMMANDS = """
        GC.run
        GC.heap_info
        """;

    record State(int threads, long heapKib) {}

    private final Map<String, State> base = new HashMap<>();
    private final Path commands;

    /**
     * Looks at processes that have just become ready.
     *
     * @param folder for a file of its own
     */
    Hygiene(List<Replica> replicas, Path folder) throws IOException, InterruptedException {
        commands = Files.writeString(folder.resolve("jcmd.txt"), COMMANDS);
        for (var replica : replicas) {
            base.put(replica.name(), state(replica.pid()));
        }
    }

    List<Violation> check(Site site) throws SQLException, InterruptedException {
        var found = new ArrayList<String>();
        for (var replica : site.replicas()) {
            secrets(replica.log(), found);
            var before = Objects.requireNonNull(base.get(replica.name()), replica.name());
            growth(replica.name(), before, state(replica.pid()), found);
        }
        for (var service : site.stores()) {
            sessions(service, found);
        }
        return found.stream().map(what -> new Violation("HYGIENE", what)).toList();
    }

    static void growth(String name, State before, State now, List<String> found) {
        if (now.threads() > before.threads() + MORE_THREADS) {
            found.add(name + " has " + now.threads() + " threads, and had " + before.threads());
        }
        if (now.heapKib() > before.heapKib() + MORE_HEAP_KIB) {
            found.add(name + " holds " + now.heapKib() / 1024 + " MiB of heap, and held " + before.heapKib() / 1024);
        }
    }

    static void secrets(Path log, List<String> found) {
        try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
            lines.filter(line -> line.contains(Site.CANARY))
                    .findFirst()
                    .ifPresent(line -> found.add(log.getFileName() + " holds a secret: " + line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sessions(ServiceSite service, List<String> found) throws SQLException {
        long all = service.database().number("""
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'entrega'""");
        if (all > SESSIONS) {
            found.add(service.name() + " has " + all + " sessions, and its pools have " + SESSIONS);
        }
        long idling = service.database().number("""
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND application_name = 'entrega' AND state LIKE 'idle in transaction%'
               AND state_change < clock_timestamp() - interval '5 seconds'""");
        if (idling > 0) {
            found.add(service.name() + " idles in " + idling + " transactions");
        }
    }

    /** @throws IllegalStateException if it can't be seen */
    State state(long pid) throws InterruptedException {
        String said = jcmd(pid);
        long heap = USED.matcher(said)
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        if (heap == 0) {
            throw new IllegalStateException("what jcmd says of the heap of " + pid + " is not understood: " + said);
        }
        return new State(threads(pid), heap);
    }

    private static int threads(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("Threads:"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String jcmd(long pid) throws InterruptedException {
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            "-J-XX:+UseSerialGC",
                            "-J-XX:TieredStopAtLevel=1",
                            Long.toString(pid),
                            "-f",
                            commands.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd can't ask " + pid + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
