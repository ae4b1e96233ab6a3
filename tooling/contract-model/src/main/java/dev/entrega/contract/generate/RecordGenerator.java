package dev.entrega.contract.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.RecordShape;
import dev.entrega.contract.model.Contract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/** Makes one Java record of each contract, all in one package. */
public final class RecordGenerator {

    /** Stands in every generated file; without a date, so that the same contracts always give the same text. */
    private static final AnnotationSpec MARK = AnnotationSpec.builder(Generated.class)
            .addMember("value", "$S", RecordGenerator.class.getName())
            .build();

    private static final Comparator<Contract> BY_NAME = Comparator.comparing(
                    (Contract contract) -> contract.name().noun())
            .thenComparing(contract -> contract.name().action())
            .thenComparingInt(contract -> contract.name().major());

    private final String packageName;

    /** @param packageName of the records, e.g. {@code dev.entrega.marketplace.contract} */
    public RecordGenerator(String packageName) {
        this.packageName = packageName;
    }

    /** Whether a Java file's text says that it was generated here. */
    public static boolean isGenerated(String text) {
        return text.contains("Generated(\"" + RecordGenerator.class.getName() + "\")");
    }

    /**
     * The records, by the names of their events, and the package's {@code package-info}.
     *
     * @throws dev.entrega.contract.ContractException at the first place of a schema that no record can express
     */
    public List<SourceFile> generate(List<Contract> contracts) {
        List<SourceFile> files = new ArrayList<>();
        files.add(packageInfo());
        Map<String, Contract> byName = new HashMap<>();
        for (Contract contract : contracts.stream().sorted(BY_NAME).toList()) {
            String name = JavaNames.recordOf(contract.name());
            SchemaPlace root = SchemaPlace.root(contract.file(), contract.schema());
            Contract other = byName.putIfAbsent(name, contract);
            if (other != null) {
                throw root.error("This and " + other.file() + " would both be named " + name + ". Rename one.");
            }
            files.add(record(contract, ClassName.get(packageName, name), root));
        }
        return List.copyOf(files);
    }

    private SourceFile record(Contract contract, ClassName name, SchemaPlace root) {
        Keywords.check(root);
        if (!root.text("type").equals("object") || !root.has("properties")) {
            throw root.error("The data of an event is an object with properties. Say \"type\": \"object\", and which.");
        }
        TypeReader types = new TypeReader(name, root);
        RecordShape shape = ShapeReader.record(root, name.simpleName(), types);
        TypeSpec.Builder record = EventTypeMembers.addTo(RecordWriter.write(shape), contract, name)
                .addAnnotation(MARK);
        new NestedTypes(name, types.nested()).write().forEach(record::addType);
        JavaFile file = JavaFile.builder(packageName, record.build())
                .addFileComment(
                        "Generated from $L. Change that, not this.",
                        contract.name().schemaResource())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
        return new SourceFile(path(name.simpleName()), file.toString());
    }

    private SourceFile packageInfo() {
        return new SourceFile(path("package-info"), """
                /** The data of events, one record a contract. Generated: change the contracts, not these. */
                @NullMarked
                %s
                package %s;

                import org.jspecify.annotations.NullMarked;
                """.formatted(MARK, packageName));
    }

    private Path path(String type) {
        return Path.of(packageName.replace('.', '/'), type + ".java");
    }
}
