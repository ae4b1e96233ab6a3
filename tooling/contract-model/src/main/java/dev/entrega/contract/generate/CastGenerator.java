package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.Downcaster;
import dev.entrega.contract.EventName;
import dev.entrega.contract.Upcaster;
import dev.entrega.contract.generate.Shape.RecordShape;
import dev.entrega.contract.generate.Shape.UnionShape;
import dev.entrega.contract.model.Contract;
import java.nio.file.Path;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/**
 * Makes the first draft of the two casts between a major version and its copy, which a new major version begins as. They
 * name each component, so that the compiler shows what they don't say yet once the copy has been changed.
 */
public final class CastGenerator {

    private static final String PARAMETER = "from";

    private final String packageName;

    /** @param packageName of the records and the casts, e.g. {@code dev.entrega.marketplace.contract} */
    public CastGenerator(String packageName) {
        this.packageName = packageName;
    }

    /** {@code OrderPlacedV1ToV2}. */
    public static String name(EventName from, int toMajor) {
        return JavaNames.recordOf(from) + "ToV" + toMajor;
    }

    /** An {@link Upcaster}, from a contract to the same as the next major version. */
    public SourceFile upcaster(Contract older) {
        int next = older.name().major() + 1;
        return cast(older, older.name(), next, ClassName.get(Upcaster.class), "upcast");
    }

    /** A {@link Downcaster}, from the next major version of a contract, with the same schema, to it. */
    public SourceFile downcaster(Contract older) {
        var next = new EventName(
                older.name().noun(), older.name().action(), older.name().major() + 1);
        return cast(older, next, older.name().major(), ClassName.get(Downcaster.class), "downcast");
    }

    private SourceFile cast(Contract contract, EventName from, int toMajor, ClassName kind, String method) {
        var source = ClassName.get(packageName, JavaNames.recordOf(from));
        var target = ClassName.get(packageName, JavaNames.recordOf(new EventName(from.noun(), from.action(), toMajor)));
        var root = SchemaPlace.root(contract.file(), contract.schema());
        var types = new TypeReader(source, root);
        var shape = ShapeReader.record(root, source.simpleName(), types);
        var self = ClassName.get(packageName, name(from, toMajor));
        var copy = new CastExpression(self, target, types.nested());
        var cast = TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(ParameterizedTypeName.get(kind, source, target))
                .addJavadoc("Say here what is true of all events that make this step.\n")
                .addMethod(MethodSpec.methodBuilder(method)
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(target)
                        .addParameter(source, PARAMETER)
                        .addStatement("return $L", copy.of(target, shape, PARAMETER))
                        .build());
        for (Shape nested : types.nested()) {
            if (nested instanceof RecordShape record) {
                CodeBlock value = copy.of(target.nestedClass(record.name()), record, PARAMETER);
                cast.addMethod(part(record, source, target, CodeBlock.of("return $L;\n", value)));
            }
            if (nested instanceof UnionShape union) {
                cast.addMethod(part(union, source, target, copy.of(union, source, PARAMETER)));
            }
        }
        var file = JavaFile.builder(packageName, cast.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
        return new SourceFile(Path.of(packageName.replace('.', '/'), self.simpleName() + ".java"), file.toString());
    }

    private static MethodSpec part(Shape nested, ClassName source, ClassName target, CodeBlock body) {
        return MethodSpec.methodBuilder(method(nested.name()))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(target.nestedClass(nested.name()))
                .addParameter(source.nestedClass(nested.name()), PARAMETER)
                .addCode(body)
                .build();
    }

    /** {@code Line} is cast by {@code line}. */
    static String method(String record) {
        return record.substring(0, 1).toLowerCase(Locale.ROOT) + record.substring(1) + "Of";
    }
}
