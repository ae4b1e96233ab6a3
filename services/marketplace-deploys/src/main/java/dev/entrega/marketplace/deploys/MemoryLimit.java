package dev.entrega.marketplace.deploys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limit that the kernel enforces on one process: a control group below this process's own, of version 1 or 2. It needs
 * Linux and the right to make one.
 */
final class MemoryLimit implements AutoCloseable {
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path group;

    private MemoryLimit(Path group) {
        this.group = group;
    }

    /** @return empty where no control group can be made */
    static Optional<MemoryLimit> of(long bytes) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts[1].equals("memory")) {
                    return of(bytes, MOUNT.resolve("memory" + parts[2]), "memory.limit_in_bytes");
                }
                if (parts[1].isEmpty() && Files.exists(MOUNT.resolve("cgroup.controllers"))) {
                    return of(bytes, MOUNT.resolve(parts[2].substring(1)), "memory.max");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // No Linux, or no right to; the report says that nobody enforced the limit.
        }
    }

    private static Optional<MemoryLimit> of(long bytes, Path own, String limitFile) throws IOException {
        Path group = own.resolve("deploy-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
        Files.createDirectory(group);
        if (!Files.exists(group.resolve(limitFile))) {
            Files.delete(group);
            return Optional.empty();
        }
        Files.writeString(group.resolve(limitFile), Long.toString(bytes));
        return Optional.of(new MemoryLimit(group));
    }

    /** The same command under the limit. */
    String around(String command) {
        return "echo $$ >" + group.resolve("cgroup.procs") + " && exec " + command;
    }

    /** When its process is gone. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            System.err.println("deploys: " + group + " could not be removed (" + e + "); remove it by rmdir");
        }
    }
}
