package io.stemma.catalog.internal.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query gave.
 *
 * @param columns the names of the columns
 * @param rows their values: {@code String}, {@code Long}, {@code Double}, {@code BigDecimal},
 *     {@code Boolean}, {@code Instant}, {@code List}, and null where there is nothing
 */
public record Answer(List<String> columns, List<@Nullable Object[]> rows) {}
