/**
 * Format v1: how every stored object is encoded and decoded, without I/O. Follows {@code
 * docs/FORMAT.md} section by section. Tasks and outcomes, which travel and are not stored, become
 * bytes here, too. May use {@code internal.base}, the API's values, and Jackson; Jackson is used
 * nowhere else.
 */
@NullMarked
package io.stemma.internal.format.v1;

import org.jspecify.annotations.NullMarked;
