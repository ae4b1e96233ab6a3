package dev.entrega.toolbelt.dev.process;

import dev.entrega.toolbelt.project.ServiceFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How to start a process.
 *
 * @param label what people call it: its service's name, or {@code service.type} where a service has several
 * @param folder of its service
 * @param type of the Procfile: {@code web}, {@code worker}, {@code traffic}
 * @param environment beside what any program needs of this process's own
 * @param log the file that keeps what it says
 */
public record Launch(String label, ServiceFolder folder, String type, Map<String, String> environment, Path log) {
    /** Sends requests, so that there is something to see; not a service. */
    public static final String TRAFFIC = "traffic";

    /** Has an HTTP port. */
    public static final String WEB = "web";

    private static final Set<String> INHERITED = Set.of("HOME", "TMPDIR", "TMP", "TEMP", "LANG", "LC_ALL", "TZ");

    /** Starts a process that waits for {@link #begin}, and ends without having done anything if this one ends before. */
    Process start() throws IOException {
        String command = folder.procfile().processes().getOrDefault(type, "");
        var builder = folder.process(command);
        builder.command("/bin/sh", "-c", "read -r go || exit; exec </dev/null; exec " + command);
        builder.environment().keySet().retainAll(INHERITED);
        ServiceFolder.set(builder, withThisJava(environment));
        return builder.redirectErrorStream(true).start();
    }

    /** Lets the process do what it is for; one that can't be told ends, and its exit code says so. */
    static void begin(Process started) {
        try (OutputStream input = started.getOutputStream()) {
            input.write('\n');
        } catch (IOException e) {
            started.destroy();
        }
    }

    /** The variables, and those that make {@code java} the one that runs this program. */
    public static Map<String, String> withThisJava(Map<String, String> variables) {
        var all = new HashMap<>(variables);
        Path javaHome = Path.of(System.getProperty("java.home"));
        all.put("JAVA_HOME", javaHome.toString());
        all.put("PATH", javaHome.resolve("bin") + ":" + System.getenv("PATH"));
        return all;
    }

    /** Without the environment, which holds passwords. */
    @Override
    public String toString() {
        return label;
    }
}
