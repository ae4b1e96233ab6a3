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
        description = "Lists the contracts with their owners, and which services may publish them.",
        footer = {
            "",
            "JSON, a line each: {\"type\",\"version\",\"owner\",\"ordered\",\"publishers\":[…],\"examples\",\"file\"};",
            "publishers is empty if any service may publish it."
        })
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
        var table = new Table("TYPE", "#VERSION", "OWNER", "ORDERED", "MAY PUBLISH", "#EXAMPLES", "FILE");
        all.forEach(contract -> {
            var details = details(contract);
            details.put("publishers", publishers(contract));
            table.row(details.values().toArray());
        });
        output.table(table);
        return ExitCode.OK;
    }

    private static String publishers(Contract contract) {
        var publishers = contract.noun().publishers();
        return publishers.isEmpty() ? "any" : String.join(", ", publishers);
    }

    private Map<String, Object> details(Contract contract) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("type", contract.name().noun() + "." + contract.name().action());
        details.put("version", contract.name().major());
        details.put("owner", contract.noun().owner());
        details.put("ordered", contract.noun().ordered());
        details.put("publishers", contract.noun().publishers());
        details.put("examples", contract.examples().size());
        details.put("file", Report.shown(session.surroundings().folder(), contract.file()));
        return details;
    }
}
