/** To be described. */
@NullMarked
package io.stemma.storage.local;

import org.jspecify.annotations.NullMarked;
