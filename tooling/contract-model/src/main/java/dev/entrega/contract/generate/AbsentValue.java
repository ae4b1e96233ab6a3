package dev.entrega.contract.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.generate.Shape.Constant;
import dev.entrega.contract.generate.Shape.EnumShape;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What a property is where it is absent, as an expression in Java. */
final class AbsentValue {

    private final SchemaPlace place;
    private final TypeReader types;

    /** @param place of the keyword {@code default} */
    AbsentValue(SchemaPlace place, TypeReader types) {
        this.place = place;
        this.types = types;
    }

    CodeBlock of(TypeName type) {
        return of(type, place.node());
    }

    private CodeBlock of(TypeName type, JsonNode value) {
        if (type instanceof ParameterizedTypeName list && list.rawType().equals(ClassName.get(List.class))) {
            require(value.isArray(), value, "a list");
            TypeName item = list.typeArguments().get(0);
            CodeBlock items = StreamSupport.stream(value.spliterator(), false)
                    .map(each -> of(item, each))
                    .collect(CodeBlock.joining(", "));
            return CodeBlock.of("$T.of($L)", List.class, items);
        }
        return scalar(type.isBoxedPrimitive() ? type.unbox() : type, value);
    }

    private CodeBlock scalar(TypeName type, JsonNode value) {
        Optional<EnumShape> listed = types.enumeration(type);
        if (listed.isPresent()) {
            return constant((ClassName) type, listed.get(), value);
        }
        if (type.equals(TypeName.LONG)) {
            require(value.isIntegralNumber() && value.canConvertToLong(), value, "an integer");
            return CodeBlock.of("$LL", value.longValue());
        }
        if (type.equals(TypeName.BOOLEAN)) {
            require(value.isBoolean(), value, "true or false");
            return CodeBlock.of("$L", value.booleanValue());
        }
        return switch (type.toString()) {
            case "java.lang.String" -> CodeBlock.of("$S", text(value));
            case "java.math.BigDecimal" -> decimal(value);
            case "java.time.Instant" -> parsed(Instant.class, Instant::parse, value);
            case "java.time.LocalDate" -> parsed(LocalDate.class, LocalDate::parse, value);
            case "java.time.Duration" -> parsed(Duration.class, Duration::parse, value);
            default ->
                throw place.error("No default can be given for an object. Give one to each of its properties, or say"
                        + " in the description what it means that this is absent.");
        };
    }

    private CodeBlock constant(ClassName type, EnumShape listed, JsonNode value) {
        String name = listed.constants().stream()
                .filter(constant -> constant.value().equals(value.textValue()))
                .map(Constant::name)
                .findFirst()
                .orElseThrow(() -> wrong(value, "one of the listed values"));
        return listed.extensible()
                ? CodeBlock.of("$T.$L", type.nestedClass("Known"), name)
                : CodeBlock.of("$T.$L", type, name);
    }

    private CodeBlock decimal(JsonNode value) {
        try {
            return CodeBlock.of("new $T($S)", BigDecimal.class, new BigDecimal(value.asText()));
        } catch (NumberFormatException e) {
            throw wrong(value, "a number");
        }
    }

    private CodeBlock parsed(Class<?> type, Function<String, ?> parser, JsonNode value) {
        try {
            return CodeBlock.of("$T.parse($S)", type, parser.apply(text(value)));
        } catch (DateTimeException e) {
            throw wrong(value, "of this format");
        }
    }

    private String text(JsonNode value) {
        require(value.isTextual(), value, "a text");
        return value.textValue();
    }

    private void require(boolean right, JsonNode value, String what) {
        if (!right) {
            throw wrong(value, what);
        }
    }

    private ContractException wrong(JsonNode value, String what) {
        return place.error("The default " + value + " is not " + what + ", as the property is. Correct it.");
    }
}
