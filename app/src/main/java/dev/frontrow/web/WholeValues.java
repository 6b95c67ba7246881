package dev.frontrow.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.CollectionFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.format.FormatterRegistry;
import org.springframework.util.Assert;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// A field, parameter, header or cookie is one value, whatever its characters. Spring would split a lone value at
/// commas where a list is expected, and join several with commas where one is expected: a seat called `1,2` would
/// become two, and two fields of 1 and 2 would become 12.
@Configuration(proxyBeanMethods = false)
class WholeValues implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        Assert.isInstanceOf(ConversionService.class, registry);
        ConversionService elements = (ConversionService) registry;
        registry.removeConvertible(String.class, Collection.class);
        registry.removeConvertible(String.class, Object[].class);
        registry.removeConvertible(Object[].class, String.class);
        registry.removeConvertible(Collection.class, String.class);
        registry.addConverter(new OneToMany(elements));
        registry.addConverter(new FirstOfMany());
    }

    /// Turns a lone value into a list of one.
    private record OneToMany(ConversionService elements) implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(
                    new ConvertiblePair(String.class, Collection.class),
                    new ConvertiblePair(String.class, Object[].class));
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            if (source == null) {
                return null;
            }
            TypeDescriptor elementType = to.getElementTypeDescriptor();
            Object element = elementType == null ? source : elements.convert(source, from, elementType);
            if (to.isArray()) {
                return elements.convert(new Object[] {element}, to);
            }
            Collection<Object> list = CollectionFactory.createCollection(
                    to.getType(), elementType == null ? null : elementType.getType(), 1);
            if (element != null) {
                list.add(element);
            }
            return list;
        }
    }

    /// If one value is expected, the first counts, as Spring does for numbers.
    private record FirstOfMany() implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(
                    new ConvertiblePair(Object[].class, String.class),
                    new ConvertiblePair(Collection.class, String.class));
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            return switch (source) {
                case Object[] values when values.length > 0 -> text(Arrays.asList(values));
                case Collection<?> values when !values.isEmpty() -> text(List.copyOf(values));
                case null, default -> null;
            };
        }

        private static String text(List<?> values) {
            return String.valueOf(values.getFirst());
        }
    }
}
