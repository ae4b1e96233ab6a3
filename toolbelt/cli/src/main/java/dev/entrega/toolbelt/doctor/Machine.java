package dev.entrega.toolbelt.doctor;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at the machine that the tools run on: JDK, Maven, disk, the ports of a development environment. */
final class Machine {

    private static final int JAVA = 25;
    private static final long ENOUGH_BYTES = 1L << 30;
    private static final Map<Integer, String> PORTS =
            Map.of(4566, "SNS and SQS", 8080, "the first service with HTTP", 9400, "the live page");

    private final Path folder;
    private final Map<String, String> environment;

    Machine(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    List<Finding> look() throws IOException {
        return List.of(jdk(), maven(), disk());
    }

    private static Finding jdk() {
        var running = Runtime.version();
        Path compiler = Path.of(System.getProperty("java.home"), "bin", "javac");
        boolean complete = Files.isExecutable(compiler) || Files.isExecutable(Path.of(compiler + ".exe"));
        return running.feature() >= JAVA && complete
                ? Finding.ok("jdk", "Java " + running)
                : Finding.problem(
                        "jdk",
                        "Java " + running + (complete ? "" : " without a compiler"),
                        "services are built for Java " + JAVA,
                        "install a JDK " + JAVA + ", or set JAVA25_HOME to one");
    }

    private Finding maven() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(entry -> Path.of(entry).resolve("mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(found -> Finding.ok("maven", found.toString()))
                .orElseGet(() -> Finding.warning(
                        "maven",
                        "no mvn on PATH",
                        "nothing can be built here",
                        "install Maven 3.8.7 or later, for example: apt-get install maven"));
    }

    private Finding disk() throws IOException {
        FileStore store = Files.getFileStore(folder);
        long free = store.getUsableSpace();
        String size = free / (1 << 20) + " MB free in " + folder;
        return free >= ENOUGH_BYTES
                ? Finding.ok("disk", size)
                : Finding.problem(
                        "disk",
                        size,
                        "builds and the databases of a development environment need about 1 GB",
                        "make room there");
    }

    /** Of a development environment that doesn't run yet: whether its ports are free. */
    static List<Finding> ports() {
        var findings = new ArrayList<Finding>();
        PORTS.forEach((port, what) -> findings.add(port(port, what)));
        return findings;
    }

    private static Finding port(int port, String what) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return Finding.ok("port", socket.getLocalPort() + " is free for " + what);
        } catch (IOException e) {
            return Finding.warning(
                    "port",
                    port + " is taken",
                    "toolbelt dev needs it for " + what,
                    "end what holds it; find it with: ss -ltnp 'sport = :" + port + "'");
        }
    }
}
