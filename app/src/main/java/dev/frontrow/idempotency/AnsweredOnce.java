package dev.frontrow.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a controller method that only runs a command of [GroupedCalls], using [KeyedRequest#of]. Only such a
/// method honours [KeyedRequest#mustBeRepeat].
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AnsweredOnce {}
