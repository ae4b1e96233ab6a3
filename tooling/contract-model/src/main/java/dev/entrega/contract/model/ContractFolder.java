package dev.entrega.contract.model;

import dev.entrega.contract.ContractException;
import java.nio.file.Path;
import java.util.List;

/** A folder of contracts, e.g. {@code schemas/marketplace/contracts}. */
public final class ContractFolder {

    /** Beside the nouns may lie what a check of compatibility lets pass. */
    public static final String EXEMPTIONS = "contract-exemptions.yaml";

    private ContractFolder() {}

    /**
     * Reads every contract of a folder; never opens a connection.
     *
     * @return in the order of noun, action and version
     * @throws ContractException at the first file or folder that has no business here or isn't as it must be. A file
     *                           with an unknown name is refused rather than skipped: it may be a misspelt contract.
     *                           Only names that begin with a dot are passed over.
     */
    public static List<Contract> read(Path folder) {
        return Entries.of(folder).stream()
                .filter(entry -> !entry.endsWith(EXEMPTIONS))
                .flatMap(noun -> contractsOf(noun).stream())
                .toList();
    }

    private static List<Contract> contractsOf(Path folder) {
        Entries.requireFolder(folder, "Here stand only folders named after nouns, e.g. order/.");
        Noun noun = NounFile.read(folder);
        return Entries.of(folder).stream()
                .filter(entry -> !entry.endsWith(NounFile.NAME))
                .flatMap(action -> contractsOf(noun, action).stream())
                .toList();
    }

    private static List<Contract> contractsOf(Noun noun, Path folder) {
        Entries.requireFolder(
                folder, "Beside " + NounFile.NAME + " stand only folders named after what happened, e.g. placed/.");
        return new ActionFolder(noun, folder).contracts();
    }
}
