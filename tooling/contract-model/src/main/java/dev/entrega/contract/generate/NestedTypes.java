package dev.entrega.contract.generate;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.Branch;
import dev.entrega.contract.generate.Shape.EnumShape;
import dev.entrega.contract.generate.Shape.RecordShape;
import dev.entrega.contract.generate.Shape.UnionShape;
import java.util.List;

/**
 * Writes the types of an event's parts.
 *
 * @param outer the event's record, which they are nested in
 */
record NestedTypes(ClassName outer, List<Shape> shapes) {

    List<TypeSpec> write() {
        return shapes.stream().map(this::write).toList();
    }

    private TypeSpec write(Shape shape) {
        if (shape instanceof RecordShape record) {
            return record(record);
        }
        if (shape instanceof UnionShape union) {
            return UnionWriter.write(union).build();
        }
        EnumShape listed = (EnumShape) shape;
        return listed.extensible()
                ? new ExtensibleEnumWriter(listed, outer).write().build()
                : EnumWriter.write(listed).build();
    }

    /** It is known on the wire by what the discriminator says, also where it is not one of several. */
    private TypeSpec record(RecordShape record) {
        TypeSpec.Builder type = RecordWriter.write(record);
        ClassName name = outer.nestedClass(record.name());
        boolean known = false;
        for (UnionShape union : unions()) {
            for (Branch branch : union.branches()) {
                if (branch.type().equals(name)) {
                    type.addSuperinterface(outer.nestedClass(union.name()));
                    if (!known) {
                        type.addAnnotation(AnnotationSpec.builder(JsonTypeName.class)
                                .addMember("value", "$S", branch.value())
                                .build());
                    }
                    known = true;
                }
            }
        }
        return type.build();
    }

    private List<UnionShape> unions() {
        return shapes.stream()
                .filter(UnionShape.class::isInstance)
                .map(UnionShape.class::cast)
                .toList();
    }
}
