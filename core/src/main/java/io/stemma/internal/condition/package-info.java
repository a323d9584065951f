/**
 * Whether a condition is true of a path and its attributes, and conditions as stored values. Begin
 * with {@link io.stemma.internal.condition.Matcher}. Functions of values; knows neither trees nor
 * archives.
 */
@NullMarked
package io.stemma.internal.condition;

import org.jspecify.annotations.NullMarked;
