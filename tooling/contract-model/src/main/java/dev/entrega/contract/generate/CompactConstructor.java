package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import dev.entrega.contract.generate.Shape.Component;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a record's constructor makes sure of: what is required is there, and no one can change it afterwards. */
final class CompactConstructor {

    private CompactConstructor() {}

    static CodeBlock body(List<Component> components) {
        CodeBlock.Builder body = CodeBlock.builder();
        for (Component component : components) {
            if (component.required() && !component.type().isPrimitive()) {
                body.addStatement("$T.requireNonNull($N, $S)", Objects.class, component.name(), component.property());
            }
            if (component.type() instanceof ParameterizedTypeName container) {
                CodeBlock copy = copyOf(container.rawType(), component.name());
                if (component.required()) {
                    body.addStatement("$N = $L", component.name(), copy);
                } else {
                    body.addStatement("$1N = $1N == null ? null : $2L", component.name(), copy);
                }
            }
        }
        return body.build();
    }

    /** A map keeps its order, unlike {@code Map.copyOf}: equal values are then written alike. */
    private static CodeBlock copyOf(ClassName container, String name) {
        return container.equals(ClassName.get(Map.class))
                ? CodeBlock.of("$T.unmodifiableMap(new $T<>($N))", Collections.class, LinkedHashMap.class, name)
                : CodeBlock.of("$T.copyOf($N)", List.class, name);
    }
}
