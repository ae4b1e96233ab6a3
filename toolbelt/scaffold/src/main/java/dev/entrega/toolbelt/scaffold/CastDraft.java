package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.EventName;
import dev.entrega.contract.generate.CastGenerator;
import dev.entrega.contract.generate.RecordExpression;
import dev.entrega.contract.model.Contract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts the ways between two major versions beside their records: both casts, where they are found, and their test. */
final class CastDraft {

    private static final String SERVICES = "src/main/resources/META-INF/services/dev.entrega.contract.";

    private final Output output;
    private final MavenModule module;

    CastDraft(Output output, MavenModule module) {
        this.output = output;
        this.module = module;
    }

    /** @param newer the same as the older by now, under the next major version */
    void write(Contract older, EventName newer) {
        var casts = new CastGenerator(module.packageName());
        for (var cast : List.of(casts.upcaster(older), casts.downcaster(older))) {
            output.write(module.folder().resolve("src/main/java").resolve(cast.path()), cast.text());
        }
        int before = older.name().major();
        register("Upcaster", CastGenerator.name(older.name(), newer.major()));
        register("Downcaster", CastGenerator.name(newer, before));
        String test = RecordExpression.recordName(older.name()) + "AndV" + newer.major() + "Test";
        Path examples = older.file().toAbsolutePath().normalize().resolveSibling("");
        output.write(
                module.packageIn("src/test/java").resolve(test + ".java"),
                new Template("contract/CastsTest.java")
                        .fill(Map.of(
                                "package", module.packageName(),
                                "test", test,
                                "type", newer.noun() + "." + newer.action(),
                                "older", Integer.toString(before),
                                "newer", Integer.toString(newer.major()),
                                "Older", RecordExpression.recordName(older.name()),
                                "Newer", RecordExpression.recordName(newer),
                                "folder",
                                        module.folder()
                                                .relativize(examples)
                                                .toString()
                                                .replace('\\', '/'))));
    }

    private void register(String kind, String cast) {
        output.addLine(module.folder().resolve(SERVICES + kind), module.packageName() + "." + cast);
    }
}
