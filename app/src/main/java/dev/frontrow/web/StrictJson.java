package dev.frontrow.web;

import java.time.DateTimeException;
import java.time.Instant;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/// Rules that Jackson's settings cannot express: no text from numbers, no instants from counts of seconds, and no
/// text that PostgreSQL cannot store. The refusal names the field.
@Component
class StrictJson implements JsonMapperBuilderCustomizer {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.withCoercionConfig(
                LogicalType.Textual,
                text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        builder.withCoercionConfigDefaults(any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
        builder.addModule(new SimpleModule("frontrow-strict")
                .addDeserializer(String.class, new StorableText())
                .addDeserializer(Instant.class, new WrittenInstant()));
    }

    private static final class StorableText extends StdDeserializer<String> {

        StorableText() {
            super(String.class);
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Textual;
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(getValueType(context), parser);
            }
            String text = parser.getString();
            return isStorable(text)
                    ? text
                    : (String) context.handleWeirdStringValue(String.class, text, "not storable as text");
        }

        private static boolean isStorable(String text) {
            for (int i = 0; i < text.length(); i++) {
                char unit = text.charAt(i);
                if (unit == 0 || Character.isSurrogate(unit) && !isPairAt(text, i++)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isPairAt(String text, int index) {
            return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
        }
    }

    private static final class WrittenInstant extends StdDeserializer<Instant> {

        WrittenInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(getValueType(context), parser);
            }
            String text = parser.getString();
            try {
                Instant instant = Instant.parse(text);
                if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                    return instant;
                }
            } catch (DateTimeException unreadable) {
                // Refused below, like an instant out of range.
            }
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "not an instant");
        }
    }
}
