/**
 * Values and byte handling that every other internal package uses: {@link
 * io.stemma.internal.base.Hash}, {@link io.stemma.internal.base.ByteReader}, {@link
 * io.stemma.internal.base.ByteWriter}. Uses the JDK and commons-codec only.
 */
@NullMarked
package io.stemma.internal.base;

import org.jspecify.annotations.NullMarked;
