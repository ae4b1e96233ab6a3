package dev.entrega.toolbelt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Launches the example marketplace and passes on what it says. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the example marketplace, sends orders, changes prices, kills a service on the way, and counts in the "
                    + "databases: nothing lost, nothing applied twice. Says how many prices came after a later one.",
            "Exits with 1 if a promise is broken."
        })
final class DemoCommand implements Callable<Integer> {
    /** As large as a run that still ends while one watches. */
    private static final int MOST_ORDERS = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "1000",
            description = "how many orders to send (default: ${DEFAULT-VALUE})")
    private int orders;

    @Option(names = "--json", description = "one line of JSON on stdout instead of a table")
    private boolean json;

    @Override
    public Integer call() {
        if (orders < 1 || orders > MOST_ORDERS) {
            throw new ParameterException(
                    spec.commandLine(), "--orders is " + orders + ", but it must be between 1 and " + MOST_ORDERS);
        }
        List<String> arguments = new ArrayList<>(List.of("--orders", Integer.toString(orders)));
        if (json) {
            arguments.add("--json");
        }
        Path jar = Home.find().resolve("services/marketplace-demo/target/marketplace-demo.jar");
        return Program.at(jar).run(arguments);
    }
}
