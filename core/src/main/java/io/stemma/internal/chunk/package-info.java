/**
 * Cuts files into chunks and makes chunks small, without I/O: {@link
 * io.stemma.internal.chunk.Chunker} finds boundaries by content, {@link
 * io.stemma.internal.chunk.Compressor} and {@link io.stemma.internal.chunk.Decompressor} apply a
 * {@link io.stemma.internal.chunk.Codec}, {@link io.stemma.internal.chunk.CodecChoice} picks one by
 * trying a sample. May use {@code internal.base} and zstd-jni; zstd-jni is used nowhere else.
 */
@NullMarked
package io.stemma.internal.chunk;

import org.jspecify.annotations.NullMarked;
