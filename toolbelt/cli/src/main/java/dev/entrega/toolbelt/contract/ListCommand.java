package dev.entrega.toolbelt.contract;

import dev.entrega.contract.model.Contract;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which contracts there are. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the contracts with their owners.",
        footer = {"", "JSON, a line each: {\"type\",\"version\",\"owner\",\"ordered\",\"examples\",\"file\"}"})
final class ListCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private Session session;

    @Mixin
    private ContractsOption contracts = new ContractsOption();

    @Override
    public Integer call() {
        var all = ContractsOption.read(contracts.folder(session));
        var output = session.output();
        if (output.json()) {
            all.forEach(contract -> output.document(details(contract)));
            return ExitCode.OK;
        }
        var table = new Table("TYPE", "#VERSION", "OWNER", "ORDERED", "#EXAMPLES", "FILE");
        all.forEach(contract -> table.row(details(contract).values().toArray()));
        output.table(table);
        return ExitCode.OK;
    }

    private Map<String, Object> details(Contract contract) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("type", contract.name().noun() + "." + contract.name().action());
        details.put("version", contract.name().major());
        details.put("owner", contract.noun().owner());
        details.put("ordered", contract.noun().ordered());
        details.put("examples", contract.examples().size());
        details.put("file", Report.shown(session.surroundings().folder(), contract.file()));
        return details;
    }
}
