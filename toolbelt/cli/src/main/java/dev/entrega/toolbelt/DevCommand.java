package dev.entrega.toolbelt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Launches the development mode for the project in the current folder, or for the example in the clone. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = {
            "Starts SNS, SQS, PostgreSQL, an issuer of tokens, and all services of the project in the current folder (the"
                    + " example marketplace if there is none), restarts what dies or is edited, and shows on one page what"
                    + " happens.",
            "Data live as long as it runs. Keys: k kills a consumer, f makes a handler fail, t stops the demo traffic, "
                    + "r restarts a process, o opens the page, q ends it."
        })
final class DevCommand implements Callable<Integer> {
    private static final String PROCFILE = "Procfile";
    private static final int HIGHEST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(names = "--no-traffic", description = "start without the demo traffic")
    private boolean noTraffic;

    @Option(names = "--no-open", description = "don't open the page in a browser")
    private boolean noOpen;

    @Option(names = "--no-color", description = "no colours in the logs, as with NO_COLOR")
    private boolean noColor;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9400",
            description = "of the page, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--cloud-port",
            paramLabel = "N",
            defaultValue = "4566",
            description = "of SNS and SQS, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int cloudPort;

    @Option(
            names = "--issuer-port",
            paramLabel = "N",
            defaultValue = "4567",
            description = "of the issuer of tokens, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int issuerPort;

    @Option(
            names = "--free-ports",
            description = "free ports for the page, SNS and SQS, the issuer of tokens, and the services too")
    private boolean freePorts;

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(List.of(
                "--port", checked("--port", port),
                "--cloud-port", checked("--cloud-port", cloudPort),
                "--issuer-port", checked("--issuer-port", issuerPort)));
        Path home = Home.find();
        if (!isProject(Path.of("").toAbsolutePath())) {
            arguments.addAll(List.of("--folder", home.toString()));
        }
        Stream.of(
                        noTraffic ? "--no-traffic" : "",
                        noOpen ? "--no-open" : "",
                        noColor ? "--no-color" : "",
                        freePorts ? "--free-ports" : "")
                .filter(option -> !option.isEmpty())
                .forEach(arguments::add);
        return Program.at(home.resolve("toolbelt/dev/target/toolbelt-dev.jar")).run(arguments);
    }

    private String checked(String option, int value) {
        if (value < 0 || value > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ", but it must be between 0 and " + HIGHEST_PORT);
        }
        return Integer.toString(value);
    }

    /** Whether the folder or one above it has services; which they are is the program's to say. */
    private static boolean isProject(Path start) {
        return Stream.iterate(start, folder -> folder != null, Path::getParent)
                .anyMatch(folder -> Files.isRegularFile(folder.resolve(PROCFILE)) || hasServices(folder));
    }

    private static boolean hasServices(Path folder) {
        try (var services = Files.newDirectoryStream(
                folder.resolve("services"), service -> Files.isRegularFile(service.resolve(PROCFILE)))) {
            return services.iterator().hasNext();
        } catch (IOException e) {
            return false; // There is no such folder, or none that this user may look into.
        }
    }
}
