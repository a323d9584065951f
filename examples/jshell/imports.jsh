/set mode stemma normal -quiet
/set truncation stemma 20000
/set feedback stemma
import io.stemma.*
import io.stemma.signal.*
import java.nio.file.*
var options = ArchiveOptions.DEFAULT
