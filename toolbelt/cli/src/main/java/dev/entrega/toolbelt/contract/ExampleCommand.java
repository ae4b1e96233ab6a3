package dev.entrega.toolbelt.contract;

import dev.entrega.contract.compatibility.SampleData;
import dev.entrega.contract.model.Contract;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Data as a contract allows it. */
@Command(
        name = "example",
        mixinStandardHelpOptions = true,
        description = "Makes up data that a publisher of an event type may send.",
        footer = {"", "JSON, with and without --json: the data of an event, on one line."})
final class ExampleCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Parameters(paramLabel = "TYPE", description = "event type as order.placed.v1")
    @SuppressWarnings("NullAway.Init")
    private String type;

    @Override
    public Integer call() {
        Contract contract = ContractsOption.read(contracts.folder(session)).stream()
                .filter(each -> each.name().toString().equals(type))
                .findFirst()
                .orElseThrow(() ->
                        new ToolbeltException(ExitCode.NOT_FOUND, "there is no contract of " + type, "contract list"));
        session.output()
                .document(SampleData.of(contract.schema())
                        .orElseThrow(() -> new ToolbeltException(
                                ExitCode.FINDINGS,
                                "no data was found that " + type + " allows: see its examples beside "
                                        + contract.file())));
        return ExitCode.OK;
    }
}
