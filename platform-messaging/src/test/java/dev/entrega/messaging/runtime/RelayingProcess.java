package dev.entrega.messaging.runtime;

import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.outbox.OutboxRelay;
import dev.entrega.messaging.outbox.OutboxTable;
import dev.entrega.messaging.outbox.WakeUp;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.topology.Names;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A relay in a process of its own, to be killed or told to stop. */
final class RelayingProcess implements AutoCloseable {

    /** Printed by a relay that has published and will not get to mark it. */
    private static final String PUBLISHED = "published, not marked";

    private final Process process;
    private final BufferedReader output;

    private RelayingProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static RelayingProcess start(Map<String, Object> settings, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-Daws.accessKeyId=test", "-Daws.secretAccessKey=test"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RelayingProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new RelayingProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** As a Procfile does it; with {@code stuck} a relay whose broker never returns once it has published. */
    public static void main(String[] arguments) throws InterruptedException {
        if (!arguments[0].equals("stuck")) {
            Entrega.start(RelayingProcess.class, arguments);
            return;
        }
        var context = ApplicationContext.run(Map.of(RelaySettings.RELAY, RelaySettings.OUTSIDE));
        var resources = context.getBean(Resources.class);
        var names = context.getBean(Names.class);
        new OutboxRelay(
                        context.getBean(OutboxTable.class),
                        context.getBean(Transactions.class),
                        (destination, messages) -> {
                            var answer = resources
                                    .topic(names.topic(destination.name()))
                                    .publish(messages);
                            System.out.println(PUBLISHED);
                            hang();
                            return answer;
                        },
                        context.getBean(WakeUp.class),
                        context.getBean(RelaySettings.class).policy(),
                        context.getBean(ErrorReports.class))
                .start();
        hang();
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitPublished() throws IOException {
        awaitLine(PUBLISHED);
    }

    void awaitLine(String part) throws IOException {
        var said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains(part)) {
                return;
            }
        }
        throw new AssertionError("it ended without \"" + part + "\":\n" + said);
    }

    /** SIGTERM. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** SIGKILL: nothing of the process runs after it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
