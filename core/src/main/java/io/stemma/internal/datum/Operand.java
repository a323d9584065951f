package io.stemma.internal.datum;

/**
 * An operand of a join or a group.
 *
 * @param source gives its datums
 * @param key gives the key of each
 * @param outer whether they stay where another operand lacks their key
 */
record Operand(DatumSource source, KeyTemplate key, boolean outer) {}
