package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.EnumShape;
import dev.entrega.contract.generate.Shape.RecordShape;
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
            return RecordWriter.write(record).build();
        }
        EnumShape listed = (EnumShape) shape;
        return listed.extensible()
                ? new ExtensibleEnumWriter(listed, outer).write().build()
                : EnumWriter.write(listed).build();
    }
}
