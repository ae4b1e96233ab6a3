package dev.entrega.contract.generate;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.entrega.contract.generate.Shape.Component;
import dev.entrega.contract.generate.Shape.RecordShape;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** A {@code toString} in the form of a record's own that hides personal data; nested records hide theirs. */
final class MaskingToString {

    private MaskingToString() {}

    static MethodSpec of(RecordShape shape) {
        return MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return $L", CodeBlock.join(terms(shape), " + "))
                .build();
    }

    private static List<CodeBlock> terms(RecordShape shape) {
        List<CodeBlock> terms = new ArrayList<>();
        StringBuilder text = new StringBuilder(shape.name());
        String separator = "[";
        for (Component component : shape.components()) {
            text.append(separator).append(component.name()).append('=');
            separator = ", ";
            if (component.pii()) {
                text.append("***");
            } else {
                terms.add(CodeBlock.of("$S + $N", text.toString(), component.name()));
                text.setLength(0);
            }
        }
        terms.add(CodeBlock.of("$S", text.append(']').toString()));
        return terms;
    }
}
