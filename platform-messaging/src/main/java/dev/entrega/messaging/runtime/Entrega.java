package dev.entrega.messaging.runtime;

import dev.entrega.contract.ContractException;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import java.io.PrintStream;
import java.net.BindException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a service: {@code Entrega.start(StockService.class, args)} in its {@code main}. Micronaut, with two promises of
 * the platform's own: what the operator can mend is said in one line, and the process is gone 25 s after SIGTERM.
 */
public final class Entrega extends Micronaut {

    private static final Logger LOG = LoggerFactory.getLogger(Entrega.class);

    /** A PaaS sends SIGKILL after 30 s; what is still in hand then is rolled back and comes again either way. */
    private static final Duration OUT_BY = Duration.ofSeconds(25);

    private static final int SIGTERM_STATUS = 143;

    /** Set where a process does one thing and ends, so that nothing of the service begins to work. */
    static final String COMMAND = "entrega.command";

    /** Set where the process is the service and nothing else. */
    static final String PROCESS = "entrega.process";

    private static final String RELAY = "relay";

    private static final int NOT_UNDERSTOOD = 2;

    private Entrega() {}

    /**
     * Without arguments runs the service, and returns when it has been stopped. With {@code release} brings its tables,
     * topics and queues up to this code and returns; with {@code describe} prints what the code declares as one line of
     * JSON, and asks nobody for it; with {@code relay} sends what the service publishes and does nothing else of it, until it
     * is stopped. Further words are those of {@link dev.entrega.messaging.ServiceCommand}. Exits the process with status 1 if it
     * can't.
     *
     * @param service the class with the {@code main} method; beans of its package are found
     */
    public static void start(Class<?> service, String... args) {
        Carriers.requireTwo();
        switch (args.length == 0 ? "" : args[0]) {
            case "" -> serve(service);
            case "release" -> release(service);
            case "describe" -> describe(service);
            case RELAY -> relay(service);
            default -> command(service, args[0], List.of(args).subList(1, args.length));
        }
    }

    private static void serve(Class<?> service) {
        Runtime.getRuntime().addShutdownHook(new Thread(Entrega::haltInTime, "halt-in-time"));
        ApplicationContext context = new Entrega()
                .classes(service)
                .mainClass(service)
                .properties(properties(service, Map.of(PROCESS, true)))
                .banner(false)
                .start();
        if (!context.isRunning()) {
            context.close();
        }
    }

    private static void release(Class<?> service) {
        once(service, "release", Map.of(), context -> {
            context.getBean(ErrorReports.class); // So that a malformed setting of theirs is refused here already.
            context.getBean(Preparation.class).make();
            LOG.info("{} is released", context.getBean(Service.class).name());
        });
    }

    private static void describe(Class<?> service) {
        PrintStream answer = System.out;
        System.setOut(System.err); // Whatever is logged, the answer is the description alone.
        once(
                service,
                "describe",
                Map.of(),
                context ->
                        answer.println(context.getBean(Description.class).of().toJson()));
    }

    private static void relay(Class<?> service) {
        // Whatever the service's other processes do.
        var inside = Map.<String, Object>of(RelaySettings.RELAY, RelaySettings.INSIDE);
        once(service, RELAY, inside, context -> {
            context.getBean(ErrorReports.class);
            var process = context.getBean(RelayProcess.class);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                haltInTime();
                                process.stop();
                            },
                            "stop-relay"));
            process.run();
        });
    }

    /** A word that a module of the platform brings. */
    private static void command(Class<?> service, String word, List<String> arguments) {
        once(service, word, Map.of(), context -> {
            context.getBean(ErrorReports.class);
            var process = context.getBean(CommandProcess.class);
            process.find(word).ifPresentOrElse(command -> process.run(command, arguments), () -> {
                System.err.println("\"" + word + "\" is not understood; start it without arguments to run the service,"
                        + " with release to prepare its tables, topics and queues, with relay to send what it"
                        + " publishes, or with describe");
                System.exit(NOT_UNDERSTOOD);
            });
        });
    }

    private static void once(
            Class<?> service, String command, Map<String, Object> settings, Consumer<ApplicationContext> work) {
        var properties = new HashMap<>(settings);
        properties.put(COMMAND, command);
        var context = ApplicationContext.builder()
                .mainClass(service)
                .banner(false)
                .properties(properties(service, properties))
                .build();
        try (context) {
            work.accept(context.start());
        } catch (RuntimeException e) {
            tell(context.getEnvironment(), command, e);
            System.err.println(causes(e)
                    .map(Entrega::mendable)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> e));
            System.exit(1);
        }
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable failure) {
        var mendable =
                causes(failure).map(Entrega::mendable).flatMap(Optional::stream).findFirst();
        tell(environment, "serve", failure);
        if (mendable.isPresent()) {
            System.err.println(mendable.get());
            System.exit(1);
        }
        super.handleStartupException(environment, failure);
    }

    /** What {@link #handleStartupException} does, for a service that has waited and then can't start after all. */
    static void refuse(RuntimeException failure, ErrorReports reports, boolean exit) {
        reports.tell(ErrorReport.of(ErrorReport.Place.START, "serve", "failed", failure));
        var mendable =
                causes(failure).map(Entrega::mendable).flatMap(Optional::stream).findFirst();
        if (mendable.isEmpty() || !exit) {
            LOG.error("The service can't start", failure);
        }
        if (exit) {
            mendable.ifPresent(System.err::println);
            System.exit(1);
        }
    }

    /** It is sent while the process exits. */
    private static void tell(Environment settings, String command, Throwable failure) {
        try {
            ErrorReports.of(settings).tell(ErrorReport.of(ErrorReport.Place.START, command, "failed", failure));
        } catch (ConfigurationException e) {
            LOG.debug("Where to tell it is what is malformed", e);
        }
    }

    /** With the version in the manifest of the service's jar, where there is one. */
    private static Map<String, Object> properties(Class<?> service, Map<String, ?> more) {
        var properties = new HashMap<String, Object>(more);
        String version = service.getPackage().getImplementationVersion();
        if (version != null) {
            properties.put("entrega.version", version);
        }
        return properties;
    }

    private static Optional<String> mendable(Throwable failure) {
        return switch (failure) {
            case MessagingException e -> Optional.of("can't start: " + e.getMessage());
            case ContractException e -> Optional.of("can't start: " + e.getMessage());
            case BindException e ->
                Optional.of("can't start: the port is taken (" + e.getMessage()
                        + "); stop what uses it, or set PORT to another");
            default -> Optional.empty();
        };
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static void haltInTime() {
        Thread.ofPlatform().daemon().name("halt").start(() -> {
            try {
                Thread.sleep(OUT_BY);
                Runtime.getRuntime().halt(SIGTERM_STATUS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
