package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventName;
import dev.entrega.contract.EventType;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Noun;
import java.util.List;
import javax.lang.model.element.Modifier;

/** What makes a record the data of an event: it knows its event type. */
final class EventTypeMembers {

    private EventTypeMembers() {}

    static TypeSpec.Builder addTo(TypeSpec.Builder record, Contract contract, ClassName name) {
        EventName event = contract.name();
        TypeName type = ParameterizedTypeName.get(ClassName.get(EventType.class), name);
        return record.addSuperinterface(EventData.class)
                .addField(FieldSpec.builder(type, "TYPE", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("{@code $L}\n", event)
                        .initializer(
                                "new $T<>($S, $S, $L$L, $T.class)",
                                EventType.class,
                                event.noun(),
                                event.action(),
                                event.major(),
                                told(contract.noun()),
                                name)
                        .build())
                .addMethod(MethodSpec.methodBuilder("eventType")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(type)
                        .addStatement("return TYPE")
                        .build());
    }

    /** What is not as with most nouns. */
    private static CodeBlock told(Noun noun) {
        if (noun.publishers().isEmpty()) {
            return CodeBlock.of(noun.ordered() ? ", true" : "");
        }
        return CodeBlock.of(
                ", $L, $T.of($L)",
                noun.ordered(),
                List.class,
                noun.publishers().stream()
                        .map(service -> CodeBlock.of("$S", service))
                        .collect(CodeBlock.joining(", ")));
    }
}
