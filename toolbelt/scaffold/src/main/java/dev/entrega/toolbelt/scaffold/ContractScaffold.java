package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes contracts: the first of an event type, or the next major version of one. Never changes a contract that is there.
 */
public final class ContractScaffold {

    private static final Pattern VERSIONED = Pattern.compile(".*\\.v[0-9]+");

    private final Path folder;
    private final ContractSource known;

    /**
     * @param folder of contracts
     * @throws dev.entrega.contract.ContractException if what is in it can't be read
     */
    public ContractScaffold(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.known = ContractSource.at(this.folder);
    }

    /**
     * What was made.
     *
     * @param type   as {@code order.placed.v2}
     * @param schema its file, which is to be changed now
     * @param files  that were written or changed, in their order on disk
     * @param casts  whether the ways from and to the version before are among them
     */
    public record MadeContract(String type, Path schema, List<Path> files, boolean casts) {
        public MadeContract {
            files = List.copyOf(files);
        }
    }

    /**
     * A first draft.
     *
     * @param typed as {@code order.placed}
     * @param owner of the noun; may be missing if that is described already
     * @throws ScaffoldException if this is no event type, there is one already, or nobody owns it
     */
    public MadeContract first(String typed, @Nullable String owner) {
        var name = known.parsed("TYPE", versioned(typed));
        newest(name).ifPresent(there -> {
            throw ScaffoldException.refused("there is " + there.name() + " already, " + there.file()
                    + ": change that compatibly, or make the next major version with --major");
        });
        boolean described = Files.exists(folder.resolve(name.noun()).resolve("noun.yaml"));
        if (owner == null && !described) {
            throw ScaffoldException.misused(name.noun()
                    + " is a new noun, and whoever meets its events has to know whom" + " to ask: add --owner TEAM");
        }
        var output = new Output();
        new ContractDraft(output, folder).draft(name, String.valueOf(owner));
        return new MadeContract(name.toString(), schema(name), output.written(), false);
    }

    /**
     * The next major version: the newest under another number, to be changed. With it come the casts between the two and
     * their test, if the contracts belong to a Maven module that generates records.
     *
     * @param typed as {@code order.placed}
     * @throws ScaffoldException if there is no contract of that type
     */
    public MadeContract nextMajor(String typed) {
        var named = known.named("TYPE", versioned(typed));
        Contract newest = newest(named)
                .orElseThrow(() -> ScaffoldException.misused("there is no contract of " + typed + " in " + folder
                        + ": make the first version without --major"));
        var name = new EventName(named.noun(), named.action(), newest.name().major() + 1);
        var output = new Output();
        new ContractDraft(output, folder).raise(newest, name);
        var module = MavenModule.around(folder);
        module.ifPresent(here -> new CastDraft(output, here).write(newest, name));
        return new MadeContract(name.toString(), schema(name), output.written(), module.isPresent());
    }

    /** What somebody typed has no version: they are counted here. */
    private static String versioned(String typed) {
        if (VERSIONED.matcher(typed).matches()) {
            throw ScaffoldException.misused("TYPE is \"" + typed + "\", but versions are counted here: leave "
                    + typed.substring(typed.lastIndexOf('.')) + " off");
        }
        return typed + ".v1";
    }

    private Optional<Contract> newest(EventName name) {
        return known.contracts().stream()
                .filter(contract -> ContractSource.isSameBesidesVersion(contract.name(), name))
                .max(Comparator.comparingInt(contract -> contract.name().major()));
    }

    private Path schema(EventName name) {
        return folder.resolve(name.noun()).resolve(name.action()).resolve("v" + name.major() + ".schema.json");
    }
}
