import io.stemma.*
import io.stemma.signal.*
import java.nio.file.*
var options = ArchiveOptions.DEFAULT
