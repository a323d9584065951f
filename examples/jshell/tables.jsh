/set mode stemma normal -quiet
/set truncation stemma 20000
/set feedback stemma
