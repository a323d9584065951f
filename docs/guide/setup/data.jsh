// Files of yours: those that -Dstemma.guide.data=DIRECTORY names, else one that is written here.
var given = System.getProperty("stemma.guide.data")
var data = given == null ? Files.createTempDirectory("stemma-guide-data-") : Path.of(given)
if (given == null) Files.writeString(data.resolve("notes.txt"), "18000: probe 3 was not connected\n");
