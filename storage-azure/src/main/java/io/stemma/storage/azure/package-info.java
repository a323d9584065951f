/** Archives in Azure Blob containers. */
@NullMarked
package io.stemma.storage.azure;

import org.jspecify.annotations.NullMarked;
