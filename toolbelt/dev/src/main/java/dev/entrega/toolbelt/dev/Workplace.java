package dev.entrega.toolbelt.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder {@code target/toolbelt/dev} of a project: what a run writes down. Paths that processes are given are
 * relative to the project, where they run, since options of a JVM may hold no spaces.
 */
record Workplace(Path root) {
    private static final String FOLDER = "target/toolbelt/dev/";
    private static final String AGENT = FOLDER + "live-faults.jar";
    private static final String FAULTS = FOLDER + "faults";

    static Workplace of(Path root) throws IOException {
        var workplace = new Workplace(root);
        Files.createDirectories(root.resolve(FOLDER + "logs"));
        Files.deleteIfExists(workplace.faults());
        return workplace;
    }

    static Path processes(Path root) {
        return root.resolve(FOLDER + "processes");
    }

    /** Begins anew. */
    Path log(String label) throws IOException {
        Path log = root.resolve(FOLDER + "logs").resolve(label + ".log");
        Files.deleteIfExists(log);
        return log;
    }

    /** The option that adds the agent to a JVM. The agent is put here from beside this program. */
    String agentOption() throws IOException {
        try (InputStream agent = agent()) {
            Files.copy(agent, root.resolve(AGENT), StandardCopyOption.REPLACE_EXISTING);
        }
        return "-javaagent:" + AGENT + "=" + FAULTS;
    }

    private static InputStream agent() throws IOException {
        var place = Workplace.class.getClassLoader().getResource("dev/entrega/toolbelt/faults/Agent.class");
        if (place == null || !place.getProtocol().equals("jar")) {
            throw new IllegalStateException("the live-faults jar is not on the class path: " + place);
        }
        String jar = place.getPath().substring(0, place.getPath().indexOf('!'));
        return java.net.URI.create(jar).toURL().openStream();
    }

    Set<String> failing() {
        try {
            return Files.exists(faults()) ? new TreeSet<>(Files.readAllLines(faults())) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is to fail from now on. A service reads all of it or what was there before. */
    void fail(Set<String> handlers) {
        try {
            Path next = root.resolve(FAULTS + ".next");
            Files.write(next, handlers);
            Files.move(next, faults(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path faults() {
        return root.resolve(FAULTS);
    }

    /** Only its owner can read it: it holds passwords. */
    void writeEnvironments(Path file, String yaml) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, yaml);
    }
}
